package io.millrace.master.schedule;

import io.millrace.cluster.Assignment;
import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.MemberInfo.Role;
import io.millrace.cluster.TopologyDemand;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Members, demands and assignments for tests, in few words. */
final class Clusters {

    private Clusters() {}

    static ClusterMemberInfo worker(int number, int slots, String... labels) {
        return member(number, slots, Set.of(Role.MASTER, Role.WORKER), labels);
    }

    static ClusterMemberInfo master(int number, int slots) {
        return member(number, slots, Set.of(Role.MASTER));
    }

    static TopologyDemand demand(String topology, int slices, String... labels) {
        return demand(topology, slices, 0, labels);
    }

    static TopologyDemand demand(String topology, int slices, int priority, String... labels) {
        return new TopologyDemand(topology, slices, Set.of(labels), priority);
    }

    static Map<String, Assignment> inForce(Assignment... assignments) {
        Map<String, Assignment> current = new TreeMap<>();
        Arrays.stream(assignments).forEach(assignment -> current.put(assignment.topology(), assignment));
        return current;
    }

    static Assignment on(String topology, Integer... members) {
        return new Assignment(topology, List.of(members));
    }

    private static ClusterMemberInfo member(int number, int slots, Set<Role> roles, String... labels) {
        return new ClusterMemberInfo(
                number,
                new MemberInfo(
                        "host:" + number, "1", "host", 7890, number, roles, slots, Set.of(labels), Map.of(), ""));
    }
}
