package io.millrace.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes and real signals; the application is a stand-in. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class LocalClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final MemberSettings MEMBERS =
            MemberSettings.DEFAULTS.withJavaOption("-Xmx64m").withJavaOption("-XX:TieredStopAtLevel=1");

    @TempDir
    private Path temporary;

    @Test
    void shouldStartMembersThatDifferWhereTheyHaveTo() throws Exception {
        List<ProcessHandle> processes;
        try (LocalCluster cluster = start(new ClusterSettings.Size(2, 1, 1))) {
            awaitAll(cluster);
            processes = ProcessHandle.current().children().toList();

            assertThat(cluster.members())
                    .extracting(LocalMember::name)
                    .containsExactly("master-1", "worker-1", "worker-2");
            assertThat(log(cluster, "master-1"))
                    .contains(
                            "millrace.roles=master", "millrace.worker.slots=2", "secret has 43 characters", "heap=64");
            assertThat(log(cluster, "worker-2"))
                    .contains("millrace.roles=worker", "millrace.worker.slots=2", "secret has 43 characters")
                    .contains("millrace.zookeeper.connect-string="
                            + cluster.ensemble().connectString());
            assertThat(ports(cluster)).hasSize(9).doesNotHaveDuplicates();
            assertThat(cluster.checkpoints())
                    .isDirectoryContaining(file -> file.endsWith(
                            Integer.toString(cluster.member("worker-1").clusterPort())));
            try (Stream<Path> files = Files.list(cluster.checkpoints())) {
                assertThat(files).hasSize(3);
            }
            assertThat(cluster.member("worker-1")
                            .awaitHttp(cluster.member("worker-1").console().resolve("health"), PATIENCE))
                    .isEqualTo(204);
        }
        assertThat(processes).hasSize(4).noneMatch(ProcessHandle::isAlive);
        assertThat(stoppedAt("master-1")).isLessThanOrEqualTo(Math.min(stoppedAt("worker-1"), stoppedAt("worker-2")));
    }

    @Test
    void shouldDoWithMembersWhatFateDoes() throws Exception {
        try (LocalCluster cluster = start(new ClusterSettings.Size(1, 0, 1))) {
            LocalMember member = cluster.member("member-1");
            assertThat(member.roles()).containsExactlyInAnyOrder(Role.MASTER, Role.WORKER);
            member.awaitLog("Stand-in runs", PATIENCE);

            member.kill();
            assertThat(member.exitCode()).hasValue(137);
            assertThat(member.hasDied()).as("though it was killed here").isFalse();
            assertThatThrownBy(() -> member.awaitLog("never said", PATIENCE))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(
                            "Member has ended before: member=member-1, line=never said, log=" + member.log())
                    .hasMessageContaining("console http");

            member.start();
            member.awaitLog("Stand-in runs", PATIENCE);
            member.pause();
            assertThat(member.isAlive()).isTrue();
            assertThatThrownBy(() -> member.awaitHttp(member.console(), Duration.ofMillis(1)))
                    .hasMessageStartingWith("Member has not come so far: member=member-1, uri=" + member.console());
            member.resume();
            assertThat(member.awaitHttp(member.console().resolve("health"), PATIENCE))
                    .isEqualTo(204);

            member.pause();
            assertThat(member.terminate(PATIENCE))
                    .as("stopped without being killed")
                    .isTrue();
            assertThat(member.exitCode()).hasValue(143);

            member.start();
            member.awaitLog("Stand-in runs", PATIENCE);
            ProcessHandle.of(member.pid()).orElseThrow().destroyForcibly();
            assertThatThrownBy(() -> member.awaitLog("never said", PATIENCE)).hasMessageContaining("has ended before");
            assertThat(member.hasDied()).isTrue();

            LocalMember other = cluster.add(EnumSet.of(Role.WORKER));
            other.awaitLog("Stand-in runs", PATIENCE);
            assertThat(cluster.member("worker-1")).isSameAs(other);
            assertThatThrownBy(() -> cluster.member("worker-2"))
                    .hasMessage(
                            "Member does not exist: member=worker-2, members=[member-1, worker-1]; use one of these");
        }
    }

    @Test
    void shouldAddMembersThatAreNotLikeTheOthers() throws Exception {
        try (LocalCluster cluster = start(new ClusterSettings.Size(1, 0, 1))) {
            LocalMember other = cluster.add(
                    EnumSet.allOf(Role.class),
                    Map.of("millrace.application.version", "2", "millrace.worker.slots", "3"));
            LocalMember another = cluster.add(EnumSet.allOf(Role.class));
            awaitAll(cluster);
            assertThat(log(cluster, other.name()))
                    .contains("millrace.application.version=2", "millrace.worker.slots=3", "heap=64");
            assertThat(log(cluster, another.name()))
                    .contains("millrace.worker.slots=2")
                    .doesNotContain("millrace.application.version=2");

            other.kill();
            other.start();
            other.awaitLog("millrace.application.version=2", PATIENCE);

            assertThatThrownBy(() -> cluster.add(EnumSet.allOf(Role.class), Map.of("server.port", "80")))
                    .hasMessage("Property is set by the cluster itself: property=server.port; leave it out");
            assertThat(cluster.members()).hasSize(3);
        }
    }

    @Test
    void shouldLeaveNoTemporaryFolder() throws Exception {
        Path folder;
        ClusterSettings settings = ClusterSettings.of(Application.of(StandIn.class), new ClusterSettings.Size(1, 0, 1))
                .withMembers(MEMBERS);
        try (LocalCluster cluster = LocalCluster.start(settings)) {
            folder = cluster.folder();
            awaitAll(cluster);
            assertThat(folder).isDirectoryContaining("glob:**/checkpoints");
        }
        assertThat(folder).doesNotExist();
    }

    private LocalCluster start(ClusterSettings.Size size) throws Exception {
        return LocalCluster.start(ClusterSettings.of(Application.of(StandIn.class), size)
                .withMembers(MEMBERS.with("millrace.worker.slots", "2"))
                .withFolder(temporary.resolve("cluster")));
    }

    private static void awaitAll(LocalCluster cluster) throws Exception {
        for (LocalMember member : cluster.members()) {
            member.awaitLog("Stand-in runs", PATIENCE);
        }
    }

    private static List<Integer> ports(LocalCluster cluster) {
        return cluster.members().stream()
                .flatMap(member -> Stream.of(
                        member.clusterPort(),
                        member.console().getPort(),
                        member.server().getPort()))
                .collect(Collectors.toList());
    }

    private static List<String> log(LocalCluster cluster, String member) throws IOException {
        return Files.readAllLines(cluster.member(member).log());
    }

    private long stoppedAt(String member) throws IOException {
        return Files.readAllLines(temporary.resolve("cluster").resolve(member).resolve(member + ".log")).stream()
                .filter(line -> line.startsWith("stopped at "))
                .mapToLong(line -> Long.parseLong(line.substring("stopped at ".length())))
                .findFirst()
                .orElseThrow();
    }
}
