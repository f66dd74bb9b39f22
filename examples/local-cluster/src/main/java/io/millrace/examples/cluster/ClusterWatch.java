package io.millrace.examples.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sees who dies, says so, and starts members again if that is wished.
 *
 * <p><b>Thread.</b> Has one owner.
 */
final class ClusterWatch {

    /** Long enough that a member which cannot start does not occupy the machine. */
    private static final long RESTART_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LocalCluster cluster;
    private final boolean isRestarting;
    private final PrintStream out;
    private final Map<LocalMember, Long> deaths = new HashMap<>();
    private final Set<Integer> deadServers = new HashSet<>();

    ClusterWatch(LocalCluster cluster, boolean isRestarting, PrintStream out) {
        this.cluster = cluster;
        this.isRestarting = isRestarting;
        this.out = out;
    }

    /** Does what is to be done at this time. */
    void look(long nowNanos) throws IOException {
        for (LocalMember member : cluster.members()) {
            if (member.hasDied()) {
                onDead(member, nowNanos);
            }
        }
        for (int i = 0; i < cluster.ensemble().count(); i++) {
            if (!cluster.ensemble().isAlive(i) && deadServers.add(i)) {
                out.println("ZooKeeper server has died: server=zookeeper-" + i + ", pid="
                        + cluster.ensemble().pid(i) + ", log="
                        + cluster.ensemble().log(i) + "; going on without it");
            }
        }
        out.flush();
    }

    /** Whether nobody is left, nor will be. */
    boolean isOver() {
        return !isRestarting && cluster.members().stream().noneMatch(LocalMember::isAlive);
    }

    private void onDead(LocalMember member, long nowNanos) throws IOException {
        Long since = deaths.putIfAbsent(member, nowNanos);
        if (since == null) {
            String exitCode = member.exitCode().isPresent()
                    ? Integer.toString(member.exitCode().getAsInt())
                    : "unknown";
            out.println("Member has died: member=" + member.name() + ", pid=" + member.pid() + ", exitCode=" + exitCode
                    + ", log=" + member.log() + "; "
                    + (isRestarting ? "it is started again" : "going on without it, --restart starts it again"));
        } else if (isRestarting && nowNanos - since >= RESTART_NANOS) {
            member.start();
            deaths.remove(member);
            out.println("Member runs again: member=" + member.name() + ", pid=" + member.pid());
        }
    }
}
