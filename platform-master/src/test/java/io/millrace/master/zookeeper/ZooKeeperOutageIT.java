package io.millrace.master.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.CoordinationListener.Connection;
import io.millrace.cluster.Document;
import io.millrace.cluster.MemberInfo.Role;
import io.millrace.cluster.ZooKeeperSettings;
import io.millrace.master.coordination.TaskQueue;
import io.millrace.master.coordination.TestMember;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server of ZooKeeper that is not there, or goes and comes back. */
@Timeout(120)
class ZooKeeperOutageIT {

    private final List<TestMember> members = new ArrayList<>();
    private final String application = TestEnsemble.newApplication();
    private TestingServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestingServer(TestEnsemble.server(), true);
    }

    @AfterEach
    void stop() throws Exception {
        members.forEach(member -> member.coordination.close());
        server.close();
    }

    @Test
    void shouldSayThatNobodyAnswers() throws Exception {
        String connectString;
        try (ServerSocket unused = new ServerSocket(0)) {
            connectString = "localhost:" + unused.getLocalPort();
        }
        ZooKeeperSettings settings = new ZooKeeperSettings(
                connectString, application, TestEnsemble.SECRET, TestEnsemble.SESSION, Duration.ofMillis(300));
        assertThatThrownBy(() -> TestEnsemble.connect(settings, Runnable::run))
                .isInstanceOf(CoordinationException.class)
                .hasMessageContaining("millrace.zookeeper.connect-string=" + connectString)
                .hasMessageContaining("servers=[" + connectString + " is not reached (Connection refused")
                .hasMessageContaining("start it");
    }

    @Test
    void shouldSayWhichHostIsNotKnown() {
        ZooKeeperSettings settings = new ZooKeeperSettings(
                "nowhere.invalid", application, TestEnsemble.SECRET, TestEnsemble.SESSION, Duration.ofMillis(300));
        assertThatThrownBy(() -> TestEnsemble.connect(settings, Runnable::run))
                .isInstanceOf(CoordinationException.class)
                .hasMessageContaining("millrace.zookeeper.connect-string=nowhere.invalid, ")
                .hasMessageContaining("servers=[nowhere.invalid is no known host]")
                .hasMessageContaining("correct the address");
    }

    @Test
    void shouldSayThatSomethingElseListens() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String connectString = "127.0.0.1:" + silent.getLocalPort();
            ZooKeeperSettings settings = new ZooKeeperSettings(
                    connectString, application, TestEnsemble.SECRET, TestEnsemble.SESSION, Duration.ofMillis(300));
            assertThatThrownBy(() -> TestEnsemble.connect(settings, Runnable::run))
                    .isInstanceOf(CoordinationException.class)
                    .hasMessageContaining(connectString + " takes connections, but does not answer as ZooKeeper does");
        }
    }

    @Test
    void shouldComeBackWithTheServer() throws Exception {
        TestMember leader = join(Role.MASTER);
        await(leader.heard::isLeading);
        TestMember worker = join(Role.WORKER);
        leader.coordination.write(1, "pointer", "x", Document.NONE);
        server.stop();
        await(() -> worker.heard.connection() != Connection.CONNECTED);
        assertThatThrownBy(() -> leader.coordination.write(1, "pointer", "y", 0))
                .isInstanceOf(CoordinationException.class)
                .hasMessageContaining("not known whether");
        assertThatThrownBy(() -> worker.coordination.read("pointer")).isInstanceOf(CoordinationException.class);
        server.restart();
        await(() -> leader.heard.isLeading() && worker.heard.connection() == Connection.CONNECTED);
        await(() -> worker.heard.numbers().equals(List.of(leader.number, worker.number)));
        await(() -> writes(leader, leader.heard.epoch(), "pointer"));
    }

    @Test
    void shouldReplaceWhatIsLeftOfASessionThatItGaveUp() throws Exception {
        TestMember leader = join(Role.MASTER);
        await(leader.heard::isLeading);
        TestMember worker = join(Role.WORKER);
        await(() -> worker.heard.numbers().size() == 2);
        // The server does not know of it, and keeps the nodes of the session for a while.
        TestEnsemble.handle(leader.coordination).getTestable().injectSessionExpiration();
        await(() -> leader.heard.epoch() == 2);
        await(() -> worker.heard.numbers().equals(List.of(leader.number, worker.number))
                && worker.heard.leader() != null
                && worker.heard.leader().epoch() == 2);
        assertThat(leader.heard.calls()).contains("connection LOST");
        leader.coordination.write(2, "pointer", "x", Document.NONE);
    }

    @Test
    void shouldDismissALeaderThatIsCutOffForTooLong() throws Exception {
        TestMember leader = join(Role.MASTER);
        await(leader.heard::isLeading);
        server.stop();
        await(() -> leader.heard.connection() == Connection.SUSPENDED);
        await(() -> leader.heard.connection() == Connection.LOST && !leader.heard.isLeading());
        server.restart();
        await(() -> leader.heard.epoch() == 2);
        await(() -> leader.heard.numbers().equals(List.of(leader.number)));
    }

    @Test
    void shouldCloseWithoutAServer() throws Exception {
        TestMember leader = join(Role.MASTER);
        await(leader.heard::isLeading);
        server.stop();
        leader.coordination.close();
        await(() -> !leader.heard.isLeading());
    }

    @Test
    void shouldMakeItsNodeAgainWhenSomebodyDeletesIt() throws Exception {
        TestMember worker = join(Role.WORKER);
        TestMember other = join(Role.WORKER);
        await(() -> other.heard.numbers().size() == 2);
        TestEnsemble.handle(other.coordination).delete("/millrace/" + application + "/members/" + worker.number, -1);
        await(() -> TestEnsemble.handle(other.coordination)
                        .exists("/millrace/" + application + "/members/" + worker.number, false)
                != null);
        await(() -> other.heard.numbers().size() == 2);
    }

    @Test
    void shouldStandAgainWhenSomebodyDeletesItsCandidate() throws Exception {
        TestMember first = join(Role.MASTER);
        await(first.heard::isLeading);
        TestMember second = join(Role.MASTER);
        String latch = "/millrace/" + application + "/latch";
        var zk = TestEnsemble.handle(second.coordination);
        await(() -> zk.getChildren(latch, false).size() == 2);
        String node = ((CuratorCoordination) first.coordination).candidate();
        zk.delete(node, -1);
        await(second.heard::isLeading);
        await(() -> !first.heard.isLeading());
        second.coordination.close();
        await(() -> first.heard.epoch() == 3);
    }

    private TestMember join(Role... roles) throws Exception {
        TaskQueue events = new TaskQueue();
        Coordination coordination =
                TestEnsemble.connect(TestEnsemble.settings(server.getConnectString(), application), events);
        TestMember member = TestMember.join(events, coordination, roles);
        members.add(member);
        return member;
    }

    private void await(Callable<Boolean> condition) {
        TestEnsemble.await(() -> members.forEach(member -> member.events.runAll()), condition);
    }

    private static boolean writes(TestMember leader, long epoch, String path) {
        try {
            int version = leader.coordination.read(path).map(Document::version).orElse(Document.NONE);
            leader.coordination.write(epoch, path, "z", version);
            return true;
        } catch (CoordinationException failure) {
            return false;
        }
    }
}
