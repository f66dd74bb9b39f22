package io.millrace.master.schedule;

import io.millrace.cluster.Assignment;
import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.Scheduler;
import io.millrace.cluster.TopologyDemand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives each slice of a topology a slot of a member: all slices of a topology, or none.
 *
 * <p>Topologies of which every slice can stay keep their slots, whatever others want. Then the others come one after the
 * other: higher priority first, then those that are in force, then by name. Each keeps what can stay and spreads the rest.
 * It leaves alone what those after it would keep, unless it does not fit otherwise. One that does not fit waits and holds
 * nothing. Everything but what was placed before was open to it, so it would not fit into what is left in the end either:
 * scheduling again with the result changes nothing.
 *
 * <p><b>Contract.</b> A pure function; the order of what it is given does not matter. What is in force but not demanded
 * holds nothing. A topology that waits may lose its slots to one of lower priority, which then runs and is not disturbed:
 * whoever expects a member back soon waits before asking.
 *
 * <p><b>Thread.</b> Any.
 */
public final class SlotScheduler implements Scheduler {

    /** Makes a scheduler, which keeps nothing. */
    public SlotScheduler() {}

    @Override
    public Schedule schedule(
            List<TopologyDemand> demands, List<ClusterMemberInfo> members, Map<String, Assignment> current) {
        FreeSlots free = FreeSlots.of(members);
        Map<String, Assignment> assignments = new TreeMap<>();
        List<Wish> open = new ArrayList<>();
        for (Wish wish : inOrder(demands, current)) {
            Placement kept = wish.keep(free.copy());
            if (kept.isComplete()) {
                accept(kept, free, assignments);
            } else {
                open.add(wish);
            }
        }
        List<TopologyDemand> unplaced = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            Placement placement = place(open.get(i), free, open.subList(i + 1, open.size()));
            if (placement.isComplete()) {
                accept(placement, free, assignments);
            } else {
                unplaced.add(open.get(i).demand());
            }
        }
        return new Schedule(assignments, reasons(unplaced, free, members.size()));
    }

    private static List<Wish> inOrder(List<TopologyDemand> demands, Map<String, Assignment> current) {
        Set<String> topologies = new HashSet<>();
        for (TopologyDemand demand : demands) {
            if (!topologies.add(demand.topology())) {
                throw new IllegalArgumentException("Topology is demanded twice: topology=" + demand.topology());
            }
        }
        return demands.stream()
                .map(demand -> Wish.of(demand, current.get(demand.topology())))
                .sorted(Wish.ORDER)
                .toList();
    }

    private static Placement place(Wish wish, FreeSlots free, List<Wish> later) {
        Placement considerate = wish.keep(free.copy());
        FreeSlots room = free.copy();
        considerate.takeFrom(room);
        later.forEach(other -> other.keep(room));
        considerate.spread(room);
        if (considerate.isComplete()) {
            return considerate;
        }
        FreeSlots everything = free.copy();
        Placement placement = wish.keep(everything);
        placement.spread(everything);
        return placement;
    }

    private static void accept(Placement placement, FreeSlots free, Map<String, Assignment> assignments) {
        placement.takeFrom(free);
        Assignment assignment = placement.toAssignment();
        assignments.put(assignment.topology(), assignment);
    }

    /** Says what is left in the end, so that asking again gives the same sentences. */
    private static Map<String, String> reasons(List<TopologyDemand> unplaced, FreeSlots free, int members) {
        Map<String, String> reasons = new TreeMap<>();
        unplaced.forEach(demand -> reasons.put(demand.topology(), Shortage.describe(demand, free, members)));
        return reasons;
    }
}
