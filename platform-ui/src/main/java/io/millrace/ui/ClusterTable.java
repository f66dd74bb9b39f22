package io.millrace.ui;

import io.millrace.control.ClusterView;
import java.util.List;
import java.util.Locale;

/**
 * A cluster as the page of it shows it.
 *
 * @param leadership who leads, in words
 * @param members its members
 */
record ClusterTable(String leadership, List<Row> members) {

    static ClusterTable of(ClusterView view) {
        Integer leader = view.leader();
        String leadership = leader == null
                ? "Nobody is known to lead at the moment"
                : "Member " + leader + " leads, in epoch " + view.epoch();
        return new ClusterTable(
                leadership,
                view.members().stream().map(member -> Row.of(member, view)).toList());
    }

    /**
     * A member.
     *
     * @param number its number
     * @param name says to people who it is
     * @param address where others reach it
     * @param roles what it does
     * @param slots how many slices of topologies it takes
     * @param version version of the application that it runs
     * @param isLeader whether it leads
     * @param connection whether this member has a connection to it, in words
     */
    record Row(
            int number,
            String name,
            String address,
            String roles,
            int slots,
            String version,
            boolean isLeader,
            String connection) {

        private static Row of(ClusterView.Member member, ClusterView view) {
            Integer leader = view.leader();
            String connection = member.isConnected() ? "connected" : "not connected";
            return new Row(
                    member.number(),
                    member.name(),
                    member.host() + ":" + member.port(),
                    String.join(", ", member.roles()).toLowerCase(Locale.ROOT),
                    member.slots(),
                    member.version(),
                    leader != null && leader == member.number(),
                    member.number() == view.self() ? "this member" : connection);
        }
    }
}
