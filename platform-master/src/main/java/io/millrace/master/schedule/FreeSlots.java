package io.millrace.master.schedule;

import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.MemberInfo.Role;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How many slots of each worker are free.
 *
 * <p><b>Thread.</b> That of its owner.
 */
final class FreeSlots {

    private final Map<Integer, ClusterMemberInfo> workers;
    private final Map<Integer, Integer> free;

    private FreeSlots(Map<Integer, ClusterMemberInfo> workers, Map<Integer, Integer> free) {
        this.workers = workers;
        this.free = free;
    }

    /** Those of members of which nothing is taken yet; the others are no workers. */
    static FreeSlots of(Collection<ClusterMemberInfo> members) {
        Map<Integer, ClusterMemberInfo> workers = new TreeMap<>();
        Map<Integer, Integer> free = new TreeMap<>();
        for (ClusterMemberInfo member : members) {
            if (member.info().has(Role.WORKER) && member.info().slots() > 0) {
                if (workers.put(member.number(), member) != null) {
                    throw new IllegalArgumentException("Member is there twice: number=" + member.number());
                }
                free.put(member.number(), member.info().slots());
            }
        }
        return new FreeSlots(workers, free);
    }

    /** The same as it is now, to try things. */
    FreeSlots copy() {
        return new FreeSlots(workers, new TreeMap<>(free));
    }

    /** Numbers of the workers that have all labels, the lowest first. */
    List<Integer> workersWith(Set<String> labels) {
        return workers.values().stream()
                .filter(worker -> worker.info().labels().containsAll(labels))
                .map(ClusterMemberInfo::number)
                .toList();
    }

    /** Whether a member is a worker that has all labels. */
    boolean isWorkerWith(int member, Set<String> labels) {
        ClusterMemberInfo worker = workers.get(member);
        return worker != null && worker.info().labels().containsAll(labels);
    }

    /** How many slots of a member are free; 0 if it is no worker. */
    int of(int member) {
        return free.getOrDefault(member, 0);
    }

    /** Takes a slot of a member, if one is free. */
    boolean take(int member) {
        int before = of(member);
        if (before > 0) {
            free.put(member, before - 1);
        }
        return before > 0;
    }
}
