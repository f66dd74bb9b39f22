package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.millrace.status.OperatorStatus;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.FileSnapshotStore;
import io.millrace.worker.checkpoint.NioDisk;
import io.millrace.worker.plan.Placement;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.wire.ClusterSecret;
import io.millrace.worker.wire.WireSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One topology in several executors, over real sockets. */
@Timeout(60)
class ClusterMemberTest {

    private static final String NAME = "spread";
    private static final int KEYS = 20;
    private static final int SPLITS = 4;
    private static final int PARALLELISM = 6;
    private static final int EXECUTORS = 3;
    private static final Placement PLACEMENT = (stage, task) -> (stage + task) % EXECUTORS;
    private static final SupervisorSettings SETTINGS = SupervisorSettings.every(Duration.ofMillis(20))
            .withRestarts(new RestartBudget.Settings(20, 3_600_000, 1, 4));

    @TempDir
    Path folder;

    private final GatedNumbers numbers = new GatedNumbers(SPLITS, 1000);
    private final ShownLines shown = new ShownLines();
    private final Queue<TopologyState> states = new ConcurrentLinkedQueue<>();
    private final List<String> addresses = new ArrayList<>();
    private final Process[] processes = new Process[EXECUTORS];
    private @Nullable CheckpointStore store;

    @BeforeEach
    void findPorts() throws Exception {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < EXECUTORS; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            addresses.add("127.0.0.1:" + socket.getLocalPort());
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
    }

    @AfterEach
    void close() {
        for (Process process : processes) {
            if (process != null) {
                process.close();
            }
        }
        if (store != null) {
            store.close();
        }
    }

    @Test
    void shouldCountEachNumberOnceInThreeExecutors() throws Exception {
        TopologyRun run = lead();
        serve(1);
        serve(2);
        numbers.lift(1000);
        TopologyStatus status = run.await(Duration.ofSeconds(40));
        assertThat(status.state()).as("%s", status).isEqualTo(TopologyState.FINISHED);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, SPLITS * 1000 / KEYS));
    }

    @Test
    void shouldSayWhatIsCountedElsewhere() throws Exception {
        TopologyRun run = lead();
        serve(1);
        serve(2);
        numbers.lift(500);
        Await.until(() -> records(run, "counts") == SPLITS * 500L, () -> run.status());
        assertThat(records(run, "numbers")).isZero();
    }

    @Test
    void shouldWaitForExecutorsThatAreNotThereYet() throws Exception {
        TopologyRun run = lead();
        serve(1);
        assertThat(run.await(Duration.ofMillis(50)).state()).isEqualTo(TopologyState.STARTING);
        serve(2);
        Await.until(() -> run.status().state() == TopologyState.RUNNING, run::status);
    }

    @Test
    void shouldGoBackToTheLastCheckpointWhenAnExecutorIsLost() throws Exception {
        TopologyRun run = lead();
        serve(1);
        serve(2);
        numbers.lift(300);
        Await.until(
                () -> shown.lines().size() == SPLITS * 300, () -> shown.lines().size());
        numbers.lift(600);
        process(2).cut();
        Await.until(() -> states.contains(TopologyState.RECOVERING), run::status);
        serve(2);
        numbers.lift(1000);
        TopologyStatus status = run.await(Duration.ofSeconds(40));
        assertThat(status.state()).as("%s", status).isEqualTo(TopologyState.FINISHED);
        assertThat(status.checkpoints().restarts()).isPositive();
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, SPLITS * 1000 / KEYS));
    }

    @Test
    void shouldStopWithALastCheckpointAndGoOnFromIt() throws Exception {
        TopologyRun run = lead();
        serve(1);
        serve(2);
        numbers.lift(400);
        Await.until(() -> run.status().state() == TopologyState.RUNNING, run::status);
        run.stop();
        assertThat(run.await(Duration.ofSeconds(30)).state()).isEqualTo(TopologyState.STOPPED);
        for (int i = 0; i < EXECUTORS; i++) {
            process(i).close();
        }
        if (store != null) {
            store.close();
        }
        TopologyRun next = lead();
        serve(1);
        serve(2);
        numbers.lift(1000);
        assertThat(next.await(Duration.ofSeconds(40)).state()).isEqualTo(TopologyState.FINISHED);
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(Counting.lines(KEYS, 0, SPLITS * 1000 / KEYS));
    }

    @Test
    void shouldFailClearlyWhenAnExecutorHasAnotherTopology() throws Exception {
        TopologyRun run = lead();
        serve(1);
        Process other = start(2);
        other.member.serve(topology(PARALLELISM - 1), new FileSnapshotStore(NioDisk.at(folder), NAME), SETTINGS);
        TopologyStatus status = run.await(Duration.ofSeconds(40));
        assertThat(status.state()).isEqualTo(TopologyState.FAILED);
        assertThat(status.failure().message())
                .contains("Topology is another one here", "same parallelism", "executor 2");
    }

    @Test
    void shouldRefuseAddressesThatCannotBe() {
        for (String address : List.of("", "host", "host:", ":80", "host:0", "host:70000", "::1:80", "host:x")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cluster(List.of(address), 0))
                    .withMessageContaining("address=" + address);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster(List.of("a:1", "a:1"), 0))
                .withMessageContaining("twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster(List.of("a:1"), 1))
                .withMessageContaining("self=1");
        assertThat(PeerAddress.parse("[::1]:7890")).isEqualTo(new PeerAddress("::1", 7890));
    }

    @Test
    void shouldLeadInTheFirstExecutorOnly() throws Exception {
        Process first = start(0);
        Process second = start(1);
        assertThatIllegalStateException().isThrownBy(() -> second.lead());
        assertThatIllegalStateException().isThrownBy(() -> first.serve());
    }

    private static long records(TopologyRun run, String step) {
        return run.status().operators().stream()
                .filter(operator -> operator.name().equals(step))
                .mapToLong(OperatorStatus::recordsIn)
                .sum();
    }

    private Topology topology(int parallelism) {
        TopologyBuilder builder = TopologyBuilder.named(NAME).guarantee(Guarantee.EXACTLY_ONCE);
        builder.source("numbers", numbers)
                .typed(Long.class)
                .keyBy(number -> number % KEYS)
                .process("counts", new Counting(), Counting.COUNT)
                .typed(String.class)
                .parallelism(parallelism)
                .rebalance()
                .sinkTo("shown", shown);
        return builder.build();
    }

    private StaticCluster cluster(List<String> of, int self) {
        return new StaticCluster(
                "test", "members", "1", of, self, ClusterSecret.of("0123456789abcdef"), WireSettings.DEFAULTS);
    }

    private TopologyRun lead() throws Exception {
        return start(0).lead();
    }

    private void serve(int number) throws Exception {
        start(number).serve();
    }

    private Process start(int number) {
        Process process = new Process(number);
        processes[number] = process;
        return process;
    }

    private Process process(int number) {
        return processes[number];
    }

    /** What would be a process of its own. */
    private final class Process {

        private final TaskExecutor executor = new TaskExecutor(WorkerSettings.defaults()
                .withParallelism(PARALLELISM)
                .withThreads(1)
                .withStopTimeout(Duration.ofSeconds(3)));
        private final ClusterMember member;

        Process(int number) {
            member = ClusterMember.join(cluster(addresses, number), executor, null);
        }

        TopologyRun lead() throws Exception {
            CheckpointStore opened = FileCheckpointStore.open(NioDisk.at(folder), NAME);
            store = opened;
            return member.lead(
                    topology(PARALLELISM),
                    PLACEMENT,
                    change -> states.add(change.status().state()),
                    opened,
                    SETTINGS);
        }

        void serve() throws Exception {
            member.serve(topology(PARALLELISM), new FileSnapshotStore(NioDisk.at(folder), NAME), SETTINGS);
        }

        /** Its connections end, and then it does. */
        void cut() {
            member.close();
            executor.close();
        }

        void close() {
            executor.close();
            member.close();
        }
    }
}
