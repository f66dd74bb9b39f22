package io.millrace.master.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.CoordinationListener.Connection;
import io.millrace.cluster.Document;
import io.millrace.cluster.MemberInfo.Role;
import io.millrace.cluster.ZooKeeperSettings;
import io.millrace.master.coordination.TaskQueue;
import io.millrace.master.coordination.TestMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An ensemble of three servers that loses some. */
@Timeout(180)
class ServersKilledIT {

    private static final int TICK_MILLIS = 500;

    private final List<TestMember> members = new ArrayList<>();
    private final String application = TestEnsemble.newApplication();
    private TestingCluster servers;

    @BeforeEach
    void start() throws Exception {
        servers = new TestingCluster(server(1), server(2), server(3));
        servers.start();
    }

    @AfterEach
    void stop() throws Exception {
        members.forEach(member -> member.coordination.close());
        servers.close();
    }

    @Test
    void shouldGoOnWhenOneServerIsKilled() throws Exception {
        TestMember first = join();
        await(first.heard::isLeading);
        TestMember second = join();
        first.coordination.write(1, "pointer", "x", Document.NONE);
        servers.killServer(servers.findConnectionInstance(TestEnsemble.handle(first.coordination)));
        await(() -> leads(first) || leads(second));
        for (TestMember member : members) {
            await(() -> member.heard.connection() == Connection.CONNECTED
                    && member.heard.numbers().equals(List.of(first.number, second.number)));
        }
        assertThat(second.coordination.read("pointer").orElseThrow().version()).isPositive();
    }

    @Test
    void shouldLeadAgainWhenTheQuorumIsBack() throws Exception {
        TestMember first = join();
        await(first.heard::isLeading);
        TestMember second = join();
        first.coordination.write(1, "pointer", "x", Document.NONE);
        List<InstanceSpec> all = List.copyOf(servers.getInstances());
        servers.killServer(all.get(0));
        servers.killServer(all.get(1));
        await(() -> !first.heard.isLeading() && first.heard.connection() == Connection.LOST);
        assertThat(second.heard.isLeading()).isFalse();
        servers.restartServer(all.get(0));
        servers.restartServer(all.get(1));
        await(() -> leads(first) || leads(second));
        assertThat(Math.max(first.heard.epoch(), second.heard.epoch())).isGreaterThan(1);
        for (TestMember member : members) {
            await(() -> member.heard.connection() == Connection.CONNECTED
                    && member.heard.numbers().equals(List.of(first.number, second.number)));
        }
    }

    private static InstanceSpec server(int id) {
        return new InstanceSpec(null, -1, -1, -1, true, id, TICK_MILLIS, -1);
    }

    private TestMember join() throws Exception {
        ZooKeeperSettings settings = new ZooKeeperSettings(
                servers.getConnectString(),
                application,
                TestEnsemble.SECRET,
                Duration.ofSeconds(4),
                Duration.ofSeconds(60));
        TaskQueue events = new TaskQueue();
        TestMember member = TestMember.join(events, TestEnsemble.connect(settings, events), Role.MASTER);
        members.add(member);
        return member;
    }

    private static boolean leads(TestMember member) {
        try {
            if (!member.heard.isLeading()) {
                return false;
            }
            int version = member.coordination.read("pointer").orElseThrow().version();
            member.coordination.write(member.heard.epoch(), "pointer", "y", version);
            return true;
        } catch (CoordinationException failure) {
            return false;
        }
    }

    private void await(Callable<Boolean> condition) {
        TestEnsemble.await(() -> members.forEach(member -> member.events.runAll()), condition);
    }
}
