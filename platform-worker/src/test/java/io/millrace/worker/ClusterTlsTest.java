package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.status.TopologyState;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.worker.autoconfigure.BundleTls;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.FileSnapshotStore;
import io.millrace.worker.checkpoint.NioDisk;
import io.millrace.worker.net.Certificates;
import io.millrace.worker.net.Tls;
import io.millrace.worker.plan.Placement;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.wire.ClusterSecret;
import io.millrace.worker.wire.WireSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

/** Two executors whose connections are secured by a bundle of Spring Boot's. */
@Timeout(60)
class ClusterTlsTest {

    private static final Placement PLACEMENT = (stage, task) -> (stage + task) % 2;

    @TempDir
    Path folder;

    @Test
    void shouldSecureConnectionsByAnSslBundle() throws Exception {
        Tls tls = BundleTls.of(bundle(Certificates.of(folder, "executor", "ip:127.0.0.1")));
        GatedNumbers numbers = new GatedNumbers(2, 200).lift(200);
        ShownLines shown = new ShownLines();
        List<String> addresses = List.of(freeAddress(), freeAddress());
        try (FileCheckpointStore store = FileCheckpointStore.open(NioDisk.at(folder), "secured");
                TaskExecutor first = executor();
                TaskExecutor second = executor();
                ClusterMember leader = ClusterMember.join(cluster(addresses, 0), first, tls);
                ClusterMember member = ClusterMember.join(cluster(addresses, 1), second, tls)) {
            SupervisorSettings settings = SupervisorSettings.every(Duration.ofMillis(50));
            member.serve(topology(numbers, shown), new FileSnapshotStore(NioDisk.at(folder), "secured"), settings);
            TopologyRun run = leader.lead(topology(numbers, shown), PLACEMENT, change -> {}, store, settings);
            assertThat(run.await(Duration.ofSeconds(40)).state()).isEqualTo(TopologyState.FINISHED);
        }
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(5, 0, 80));
    }

    private static Topology topology(GatedNumbers numbers, ShownLines shown) {
        TopologyBuilder builder = TopologyBuilder.named("secured");
        builder.source("numbers", numbers)
                .typed(Long.class)
                .keyBy(number -> number % 5)
                .process("counts", new Counting(), Counting.COUNT)
                .typed(String.class)
                .sinkTo("shown", shown);
        return builder.build();
    }

    private static TaskExecutor executor() {
        return new TaskExecutor(WorkerSettings.defaults().withParallelism(2).withThreads(1));
    }

    private static StaticCluster cluster(List<String> addresses, int self) {
        return new StaticCluster(
                "test", "secured", "1", addresses, self, ClusterSecret.of("0123456789abcdef"), WireSettings.DEFAULTS);
    }

    private static String freeAddress() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    /** One key, which both sides show and trust. */
    private static SslBundle bundle(Certificates certificates) {
        JksSslStoreDetails details =
                new JksSslStoreDetails("PKCS12", null, "file:" + certificates.file(), certificates.password());
        return SslBundle.of(new JksSslStoreBundle(details, details));
    }
}
