package io.millrace.master.schedule;

import io.millrace.cluster.Assignment;
import io.millrace.cluster.TopologyDemand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the slices of a topology go, as far as it is decided.
 *
 * <p><b>Thread.</b> That of its owner.
 */
final class Placement {

    private final TopologyDemand demand;
    private final Map<Integer, Integer> memberBySlice = new TreeMap<>();
    private final Map<Integer, Integer> slicesByMember = new TreeMap<>();

    Placement(TopologyDemand demand) {
        this.demand = demand;
    }

    void put(int slice, int member) {
        memberBySlice.put(slice, member);
        slicesByMember.merge(member, 1, Integer::sum);
    }

    boolean isComplete() {
        return memberBySlice.size() == demand.slices();
    }

    /** Places as many of the other slices as there is room for, each where the fewest of this topology are. */
    void spread(FreeSlots free) {
        List<Integer> workers = free.workersWith(demand.labels());
        Comparator<Integer> order = Comparator.<Integer>comparingInt(this::slicesOn)
                .thenComparing(free::of, Comparator.reverseOrder())
                .thenComparing(Comparator.naturalOrder());
        for (int slice = 0; slice < demand.slices(); slice++) {
            if (memberBySlice.containsKey(slice)) {
                continue;
            }
            Optional<Integer> best =
                    workers.stream().filter(member -> free.of(member) > 0).min(order);
            if (best.isEmpty()) {
                return;
            }
            free.take(best.get());
            put(slice, best.get());
        }
    }

    /** Takes all its slots. */
    void takeFrom(FreeSlots free) {
        memberBySlice.values().forEach(free::take);
    }

    /** What it is in the end. */
    Assignment toAssignment() {
        return new Assignment(demand.topology(), new ArrayList<>(memberBySlice.values()));
    }

    private int slicesOn(int member) {
        return slicesByMember.getOrDefault(member, 0);
    }
}
