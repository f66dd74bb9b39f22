package io.millrace.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that an application runs in, as one of its members sees it.
 *
 * @param self number of the member that is asked
 * @param leader number of the member that leads, or null if that is not known at the moment
 * @param epoch number of its leadership; each is greater than all before, and 0 stands for none
 * @param members all who take part, in the order of their numbers
 */
public record ClusterView(int self, @Nullable Integer leader, long epoch, List<Member> members) {

    /** Keeps its own copy of the list. */
    public ClusterView {
        members = List.copyOf(members);
    }

    /**
     * A member.
     *
     * @param number its number, never given to another
     * @param name says to people who it is
     * @param host where others reach it
     * @param port where others reach it
     * @param roles what it does: MASTER, WORKER or both
     * @param slots how many slices of topologies it takes
     * @param version version of the application that it runs
     * @param isConnected whether the member that is asked has a connection to it, or is it
     */
    public record Member(
            int number,
            String name,
            String host,
            int port,
            List<String> roles,
            int slots,
            String version,
            boolean isConnected) {

        /** Keeps its own copy of the list. */
        public Member {
            roles = List.copyOf(roles);
        }
    }
}
