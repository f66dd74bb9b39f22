package io.millrace.worker.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which members get no work because there are others that they cannot reach, as members have told. As few are left out
 * as a simple rule finds: again and again the one with the most broken ways, and of several the one that came last.
 *
 * <p>Decides by what it is given alone, so the same members are left out as long as the same ways are broken.
 *
 * <p><b>Thread.</b> Owned by one.
 */
public final class Cuts {

    private final Map<Integer, Set<Integer>> unreached = new HashMap<>();

    /** A member has told whom it cannot reach; nobody, if it reaches all. */
    public void told(int member, Set<Integer> others) {
        if (others.isEmpty()) {
            unreached.remove(member);
        } else {
            unreached.put(member, Set.copyOf(others));
        }
    }

    /** What a member has told means nothing any more. */
    public void forget(int member) {
        unreached.remove(member);
    }

    /**
     * Who is left out.
     *
     * @param workers those who run tasks, and have to reach each other
     */
    public Set<Integer> leftOut(Set<Integer> workers) {
        Set<Integer> staying = new TreeSet<>(workers);
        Set<Integer> out = new TreeSet<>();
        while (true) {
            Map<Integer, Integer> broken = broken(staying);
            Integer worst = broken.entrySet().stream()
                    .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .orElse(null);
            if (worst == null) {
                return out;
            }
            staying.remove(worst);
            out.add(worst);
        }
    }

    /** Number of broken ways of each that has some; a way counts whichever end says so. */
    private Map<Integer, Integer> broken(Set<Integer> members) {
        Map<Integer, Set<Integer>> ways = new HashMap<>();
        unreached.forEach((member, others) -> others.stream()
                .filter(other -> members.contains(member) && members.contains(other))
                .forEach(other -> {
                    ways.computeIfAbsent(member, key -> new HashSet<>()).add(other);
                    ways.computeIfAbsent(other, key -> new HashSet<>()).add(member);
                }));
        Map<Integer, Integer> counts = new HashMap<>();
        ways.forEach((member, others) -> counts.put(member, others.size()));
        return counts;
    }
}
