package io.millrace.master.schedule;

import io.millrace.cluster.Assignment;
import io.millrace.cluster.TopologyDemand;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a topology needs, and where it is.
 *
 * @param members member of each slice that is in force; empty if none is
 */
record Wish(TopologyDemand demand, List<Integer> members) {

    /** Who is asked first. */
    static final Comparator<Wish> ORDER = Comparator.comparing(
                    (Wish wish) -> wish.demand().priority(), Comparator.reverseOrder())
            .thenComparing(wish -> wish.members().isEmpty())
            .thenComparing(wish -> wish.demand().topology());

    static Wish of(TopologyDemand demand, @Nullable Assignment current) {
        return new Wish(demand, current == null ? List.of() : current.members());
    }

    /** Takes the slots of the slices that can stay; the rest has no place yet. */
    Placement keep(FreeSlots free) {
        Placement placement = new Placement(demand);
        int slices = Math.min(demand.slices(), members.size());
        for (int slice = 0; slice < slices; slice++) {
            int member = members.get(slice);
            if (free.isWorkerWith(member, demand.labels()) && free.take(member)) {
                placement.put(slice, member);
            }
        }
        return placement;
    }
}
