package io.millrace.master.schedule;

import io.millrace.cluster.TopologyDemand;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says to people what a topology waits for, and what they can do. */
final class Shortage {

    private static final int MAX_MEMBERS = 8;

    private Shortage() {}

    static String describe(TopologyDemand demand, FreeSlots free, int members) {
        String need = "needs " + count(demand.slices(), "slot") + with(demand.labels()) + ", ";
        if (members == 0) {
            return need + "there is no member; start one";
        }
        if (free.workersWith(Set.of()).isEmpty()) {
            return need + "no member is a worker that has slots; start one";
        }
        List<Integer> workers = free.workersWith(demand.labels());
        if (workers.isEmpty()) {
            return need + "no worker has " + labels(demand.labels()) + "; start one that does";
        }
        return need + room(workers, free) + "; start another member, or lower its parallelism";
    }

    private static String room(List<Integer> workers, FreeSlots free) {
        int slots = workers.stream().mapToInt(free::of).sum();
        if (slots == 0) {
            return "none is free on " + names(workers);
        }
        List<Integer> some =
                workers.stream().filter(member -> free.of(member) > 0).toList();
        return slots + (slots == 1 ? " is" : " are") + " free on " + names(some);
    }

    private static String names(List<Integer> members) {
        if (members.size() == 1) {
            return "member " + members.get(0);
        }
        List<String> numbers = members.stream().map(String::valueOf).toList();
        if (numbers.size() <= MAX_MEMBERS) {
            return members.size() + " members (" + and(numbers) + ")";
        }
        return members.size() + " members (" + String.join(", ", numbers.subList(0, MAX_MEMBERS)) + " and "
                + (numbers.size() - MAX_MEMBERS) + " more)";
    }

    private static String with(Set<String> labels) {
        return labels.isEmpty() ? "" : " with " + labels(labels);
    }

    private static String labels(Set<String> labels) {
        return (labels.size() == 1 ? "label " : "labels ") + and(List.copyOf(new TreeSet<>(labels)));
    }

    private static String and(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
