package io.millrace.master.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.Document;
import io.millrace.cluster.MemberInfo.Role;
import io.millrace.cluster.ZooKeeperSettings;
import io.millrace.master.coordination.TaskQueue;
import io.millrace.master.coordination.TestMember;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who gets at what a cluster keeps, with a real server. */
class ClusterAccessIT {

    private static final String CHROOT = "/apps/tests";

    private static TestingServer server;
    private static ZooKeeper stranger;

    private final List<Coordination> open = new ArrayList<>();
    private final String application = TestEnsemble.newApplication();
    private final String root = CHROOT + "/millrace/" + application;

    @BeforeAll
    static void startServer() throws Exception {
        server = new TestingServer(TestEnsemble.server(), true);
        stranger = new ZooKeeper(server.getConnectString(), 20_000, event -> {});
        TestEnsemble.await(() -> {}, () -> stranger.getState().isConnected());
    }

    @AfterAll
    static void stopServer() throws Exception {
        stranger.close();
        server.close();
    }

    @AfterEach
    void close() {
        open.forEach(Coordination::close);
    }

    @Test
    void shouldLetNobodyButMembersTouchANode() throws Exception {
        TestMember leader = lead(settings(application));
        leader.coordination.write(1, "topologies/words", "x", Document.NONE);
        ZooKeeper member = TestEnsemble.handle(leader.coordination);
        List<String> nodes = ZKUtil.listSubTreeBFS(member, root);
        assertThat(nodes)
                .contains(root + "/leader", root + "/members/1", root + "/documents/topologies:words")
                .hasSizeGreaterThan(9);
        for (String node : nodes) {
            List<ACL> rules = member.getACL(node, new Stat());
            assertThat(rules).as(node).hasSize(1);
            assertThat(rules.get(0).getPerms()).isEqualTo(Perms.ALL);
            assertThat(rules.get(0).getId().getScheme()).isEqualTo("digest");
            assertThat(rules.get(0).getId().getId()).startsWith("millrace:");
            assertRefused(() -> stranger.getData(node, false, null));
            assertRefused(() -> stranger.getChildren(node, false));
            assertRefused(() -> stranger.getACL(node, new Stat()));
            assertRefused(() -> stranger.setData(node, new byte[0], -1));
            assertRefused(() -> stranger.create(node + "/x", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
            assertRefused(() -> stranger.setACL(node, Ids.OPEN_ACL_UNSAFE, -1));
            if (!node.equals(root)) {
                assertRefused(() -> stranger.delete(node, -1));
            }
        }
    }

    @Test
    void shouldShareTheParentsAndNotTheirRules() throws Exception {
        lead(settings(application));
        for (String node : List.of("/apps", CHROOT, CHROOT + "/millrace")) {
            assertThat(stranger.getACL(node, new Stat())).as(node).isEqualTo(ClusterAccess.SHARED);
            assertRefused(() -> stranger.setData(node, new byte[0], -1));
            assertRefused(() -> stranger.setACL(node, Ids.OPEN_ACL_UNSAFE, -1));
        }
        assertThatThrownBy(() -> stranger.delete(root, -1)).isInstanceOf(KeeperException.NotEmptyException.class);
    }

    @Test
    void shouldRefuseTwoClustersOnOnePath() throws Exception {
        lead(settings(application));
        ZooKeeperSettings other = secret(settings(application), "tangerine dream");
        assertThatThrownBy(() -> TestEnsemble.connect(other, Runnable::run))
                .isInstanceOf(CoordinationException.class)
                .hasMessage("Path in ZooKeeper belongs to a cluster with another secret: path=" + root
                        + "; set millrace.cluster.secret to that of its members, or use another"
                        + " millrace.application.name")
                .satisfies(failure ->
                        assertThat(trace(failure)).doesNotContain("tangerine").doesNotContain("millrace:"));
    }

    @Test
    void shouldKeepApplicationsWithOtherSecretsApart() throws Exception {
        TestMember one = lead(settings(application));
        TestMember other = lead(secret(settings(TestEnsemble.newApplication()), "another secret"));
        assertThat(other.number).isEqualTo(1);
        one.coordination.write(1, "pointer", "one", Document.NONE);
        assertThat(other.coordination.read("pointer")).isEmpty();
        other.coordination.write(1, "pointer", "other", Document.NONE);
        TestEnsemble.await(other.events::runAll, () -> other.heard.numbers().equals(List.of(1)));
        assertThat(other.heard.members().get(0).info()).isEqualTo(other.info);
    }

    @Test
    void shouldRefuseNodesThatSomebodyElseHasMade() throws Exception {
        lead(settings(TestEnsemble.newApplication()));
        stranger.create(root, null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        assertThatThrownBy(() -> TestEnsemble.connect(settings(application), Runnable::run))
                .isInstanceOf(CoordinationException.class)
                .hasMessageContaining("somebody else")
                .hasMessageContaining("path=" + root);
    }

    @Test
    void shouldSayWhereItMayNotCreateNodes() throws Exception {
        stranger.create("/closed", null, Ids.READ_ACL_UNSAFE, CreateMode.PERSISTENT);
        assertThatThrownBy(() -> TestEnsemble.connect(
                        TestEnsemble.settings(server.getConnectString() + "/closed", application), Runnable::run))
                .isInstanceOf(CoordinationException.class)
                .hasMessageContaining("path=/closed/millrace");
    }

    @Test
    void shouldTakeParentsThatAreThere() throws Exception {
        stranger.create("/ready", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        stranger.create("/ready/millrace", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        lead(TestEnsemble.settings(server.getConnectString() + "/ready", application));
    }

    @Test
    void shouldNeedASecret() {
        assertThatThrownBy(() -> TestEnsemble.connect(secret(settings(application), " "), Runnable::run))
                .isInstanceOf(CoordinationException.class)
                .hasMessageContaining("millrace.cluster.secret");
    }

    @Test
    void shouldShowAPasswordFromWhichNobodyLearnsTheSecret() throws Exception {
        String shown = new String(ClusterAccess.credentials("secret"), StandardCharsets.UTF_8);
        assertThat(shown).matches("millrace:[0-9a-f]{64}").doesNotContain("secret");
        assertThat(ClusterAccess.credentials("secret2")).isNotEqualTo(ClusterAccess.credentials("secret"));
    }

    private TestMember lead(ZooKeeperSettings settings) throws Exception {
        TaskQueue events = new TaskQueue();
        Coordination coordination = TestEnsemble.connect(settings, events);
        open.add(coordination);
        TestMember member = TestMember.join(events, coordination, Role.MASTER);
        TestEnsemble.await(events::runAll, member.heard::isLeading);
        return member;
    }

    private static ZooKeeperSettings settings(String application) {
        return TestEnsemble.settings(server.getConnectString() + CHROOT, application);
    }

    private static ZooKeeperSettings secret(ZooKeeperSettings settings, String secret) {
        return new ZooKeeperSettings(
                settings.connectString(),
                settings.application(),
                secret,
                settings.sessionTimeout(),
                settings.connectTimeout());
    }

    private static void assertRefused(ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOf(KeeperException.NoAuthException.class);
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
