package io.millrace.cluster;

import java.util.List;
import java.util.Map;

/** Decides who runs what. A pure function. */
@FunctionalInterface
public interface Scheduler {

    /**
     * Spreads topologies over members. What is in force stays where it is as long as its member is there; the rest goes where
     * there is most room.
     *
     * @param demands what is to run
     * @param members those who can be given work
     * @param current what is in force, by topology; slices of members that are not there any more move
     */
    Schedule schedule(List<TopologyDemand> demands, List<ClusterMemberInfo> members, Map<String, Assignment> current);

    /**
     * What has been decided.
     *
     * @param assignments by topology; those that can run
     * @param waiting what the others wait for, as a sentence for people, by topology
     */
    record Schedule(Map<String, Assignment> assignments, Map<String, String> waiting) {

        /** Keeps copies. */
        public Schedule {
            assignments = Map.copyOf(assignments);
            waiting = Map.copyOf(waiting);
        }
    }
}
