package io.millrace.master.zookeeper;

import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.ZooKeeperSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.test.InstanceSpec;
import org.apache.zookeeper.ZooKeeper;
import org.awaitility.Awaitility;

/** Real servers of ZooKeeper in the JVM of the test, and what connects to them. */
final class TestEnsemble {

    static final String SECRET = "correct horse battery staple";
    static final Duration SESSION = Duration.ofSeconds(2);

    private static final AtomicInteger APPLICATIONS = new AtomicInteger();
    private static final int TICK_MILLIS = 200;

    private TestEnsemble() {}

    /** A server whose sessions may be short. */
    static InstanceSpec server() {
        return new InstanceSpec(null, -1, -1, -1, true, -1, TICK_MILLIS, -1);
    }

    static String newApplication() {
        return "app-" + APPLICATIONS.incrementAndGet();
    }

    static ZooKeeperSettings settings(String connectString, String application) {
        return new ZooKeeperSettings(connectString, application, SECRET, SESSION, Duration.ofSeconds(20));
    }

    static Coordination connect(ZooKeeperSettings settings, Executor events) throws CoordinationException {
        return new CuratorConnector().connect(settings, events);
    }

    static ZooKeeper handle(Coordination coordination) throws Exception {
        return ((CuratorCoordination) coordination)
                .curator()
                .getZookeeperClient()
                .getZooKeeper();
    }

    /** Whether a member is in the row of those who stand for election. */
    static boolean hasCandidate(Coordination coordination, ClusterPaths paths, int member) throws Exception {
        ZooKeeper zk = handle(coordination);
        String latch = paths.latch();
        for (String candidate : zk.getChildren(latch, false)) {
            byte[] id = zk.getData(latch + "/" + candidate, false, null);
            if (new String(id, StandardCharsets.UTF_8).equals(String.valueOf(member))) {
                return true;
            }
        }
        return false;
    }

    /** Runs the condition on the thread of the test. */
    static void await(Runnable before, Callable<Boolean> condition) {
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(40))
                .until(() -> {
                    before.run();
                    return condition.call();
                });
    }

    /** Ends a session on the server, as another connection of the same session does that says goodbye. */
    static void endSession(ZooKeeper zk, String connectString) throws Exception {
        ZooKeeper twin = new ZooKeeper(
                connectString, (int) SESSION.toMillis(), event -> {}, zk.getSessionId(), zk.getSessionPasswd());
        await(() -> {}, () -> twin.getState().isConnected());
        twin.close();
    }
}
