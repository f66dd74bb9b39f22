package io.millrace.master.zookeeper;

import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.ZooKeeperSettings;
import io.millrace.master.coordination.CoordinationContract;
import io.millrace.master.coordination.TaskQueue;
import io.millrace.master.coordination.TestMember;
import java.util.concurrent.Callable;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, with one real server. */
class CuratorCoordinationIT extends CoordinationContract {

    private static final String CHROOT = "/tests";

    private static TestingServer server;

    private final ZooKeeperSettings settings =
            TestEnsemble.settings(server.getConnectString() + CHROOT, TestEnsemble.newApplication());

    @BeforeAll
    static void startServer() throws Exception {
        server = new TestingServer(TestEnsemble.server(), true);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @Override
    protected Coordination connect(TaskQueue events) throws CoordinationException {
        return TestEnsemble.connect(settings, events);
    }

    @Override
    protected void loseSession(Coordination coordination) throws Exception {
        TestEnsemble.endSession(TestEnsemble.handle(coordination), server.getConnectString());
    }

    @Override
    protected boolean isStanding(TestMember member) throws Exception {
        return TestEnsemble.hasCandidate(
                member.coordination, ClusterPaths.of(CHROOT, settings.application()), member.number);
    }

    @Override
    protected void await(Callable<Boolean> condition) {
        TestEnsemble.await(this::runTasks, condition);
    }
}
