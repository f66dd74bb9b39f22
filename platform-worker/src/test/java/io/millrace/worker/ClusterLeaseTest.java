package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.Sink;
import io.millrace.sink.SinkContext;
import io.millrace.sink.SinkWriter;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.worker.schedule.ScheduledTask;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.SupervisorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that overwrite, in members that find each other, over real sockets. */
@Timeout(60)
class ClusterLeaseTest {

    private static final int KEYS = 20;
    private static final int SPLITS = 4;
    private static final int NUMBERS = 1000;
    private static final SupervisorSettings SETTINGS = SupervisorSettings.every(Duration.ofMillis(20))
            .withRestarts(new RestartBudget.Settings(20, 3_600_000, 1, 4));

    @TempDir
    Path folder;

    private final GatedNumbers numbers = new GatedNumbers(SPLITS, NUMBERS);
    private final LatestLines latest = new LatestLines();
    private TestCluster cluster;

    @BeforeEach
    void open() {
        cluster = new TestCluster(folder, 4, SETTINGS);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void shouldPauseAndGoOnWithoutARestartWhenTheLeaderIsLost() throws Exception {
        assertGoesOn(TestCluster.Process::kill);
    }

    @Test
    void shouldGoOnWithoutARestartWhenTheLeaderLeaves() throws Exception {
        assertGoesOn(TestCluster.Process::leave);
    }

    private void assertGoesOn(Consumer<TestCluster.Process> end) throws Exception {
        TestCluster.Process leader = cluster.start(topology(), 0);
        TestCluster.Process second = cluster.start(topology(), 2);
        TestCluster.Process third = cluster.start(topology(), 2);
        numbers.lift(400);
        awaitLatest(400);
        List<ScheduledTask> before = tasks(second, third);
        end.accept(leader);
        numbers.lift(NUMBERS);
        awaitLatest(NUMBERS);
        assertThat(tasks(second, third)).as("tasks that were never restarted").isEqualTo(before);
    }

    @Test
    void shouldWriteNoOldValueOverANewOneWhenAMemberIsLost() throws Exception {
        cluster.start(topology(), 2);
        cluster.start(topology(), 2);
        cluster.start(topology(), 2);
        numbers.lift(400);
        awaitLatest(400);
        TestCluster.Process lost = cluster.processes().stream()
                .filter(process -> process.node().number() != cluster.leader()
                        && !process.run().tasks().isEmpty())
                .findFirst()
                .orElseThrow();
        lost.kill();
        numbers.lift(NUMBERS);
        awaitLatest(NUMBERS);
        assertThat(latest.overlaps)
                .as("writes of older writers after newer ones had begun")
                .isEmpty();
    }

    private void awaitLatest(int ofEachSplit) throws Exception {
        long ofEachKey = (long) SPLITS * ofEachSplit / KEYS;
        Await.until(
                () -> latest.values.size() == KEYS
                        && latest.values.values().stream().allMatch(value -> value == ofEachKey),
                () -> latest.values + " "
                        + cluster.processes().stream()
                                .map(process -> process.run().status().state() + " "
                                        + process.run().status().troubles())
                                .toList());
    }

    private static List<ScheduledTask> tasks(TestCluster.Process... of) {
        return Stream.of(of).flatMap(process -> process.run().tasks().stream()).toList();
    }

    private Topology topology() {
        TopologyBuilder builder = TopologyBuilder.named("leased").guarantee(Guarantee.EXACTLY_ONCE);
        builder.source("numbers", numbers)
                .typed(Long.class)
                .keyBy(number -> number % KEYS)
                .process("counts", new Counting(), Counting.COUNT)
                .typed(String.class)
                .sinkTo("latest", latest);
        return builder.build();
    }

    /** The latest count of each key, as a store has it that several processes write to. */
    private static final class LatestLines implements Sink<String> {

        private final Map<String, Long> values = new ConcurrentHashMap<>();
        private final Map<Integer, Writer> writers = new ConcurrentHashMap<>();
        private final Queue<String> overlaps = new ConcurrentLinkedQueue<>();

        @Override
        public SinkWriter<String> open(int taskIndex, int parallelism) {
            Writer writer = new Writer(taskIndex);
            writers.put(taskIndex, writer);
            return writer;
        }

        @Override
        public SinkWriter<String> open(SinkContext context) {
            return open(context.taskIndex(), context.parallelism());
        }

        @Override
        public boolean isIdempotent() {
            return true;
        }

        private final class Writer implements SinkWriter<String> {

            private final int task;

            Writer(int task) {
                this.task = task;
            }

            @Override
            public void write(String line, long timestampMillis) {
                if (writers.get(task) != this) {
                    overlaps.add(line);
                }
                String[] parts = line.split(":");
                values.put(parts[0], Long.parseLong(parts[1]));
            }
        }
    }
}
