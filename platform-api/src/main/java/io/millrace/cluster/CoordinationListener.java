package io.millrace.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens in a cluster.
 *
 * <p><b>Thread.</b> One at a time; must not block for long.
 */
public interface CoordinationListener {

    /** Those who take part have changed, or what they announce; sorted by number, this member included. */
    void onMembers(List<ClusterMemberInfo> members);

    /** Another leader, or none for now. */
    void onLeader(@Nullable Leader leader);

    /** This member leads from now on, under an epoch greater than all before. */
    void onElected(long epoch);

    /** This member leads no more; it is told as soon as it cannot be sure any longer. */
    void onDismissed(String reason);

    /** The connection to those who keep the agreement has changed. */
    void onConnection(Connection connection, String reason);

    /** State of the connection. */
    enum Connection {
        /** It is there. */
        CONNECTED,
        /** It is away; the session may still live. */
        SUSPENDED,
        /** The session has ended, or must be taken for ended. */
        LOST
    }
}
