package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.StartFrom;
import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import io.millrace.status.TopologyState;
import io.millrace.stream.DataStream;
import io.millrace.stream.KeyedStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.worker.remote.Steering;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.SupervisorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members of two versions of an application, over real sockets: one of them runs it, and each count is shown once. */
@Timeout(60)
class RollingUpdateTest {

    private static final int KEYS = 20;
    private static final int SPLITS = 4;
    private static final int PARALLELISM = 4;

    /** Counts by key, and keeps what is put in. */
    private static final String PROGRAM = """
            import io.millrace.function.Emitter;
            import io.millrace.operator.*;
            import io.millrace.state.*;

            public final class Program implements KeyedProcess<Long, Long, String> {

                public record Seen(%s) {}

                public static final StateHandle<ValueState<Seen>> SEEN = StateHandle.value("seen", Seen.class);

                public void onRecord(Long value, KeyedContext<Long> context, Emitter<String> out) {
                    ValueState<Seen> seen = context.state(SEEN);
                    long next = seen.get() == null ? 1 : seen.get().count() + 1;
                    seen.set(new Seen(%s));
                    out.emit(context.key() + ":" + next);
                }
            }
            """;

    private static final String FIRST = PROGRAM.formatted("long count", "next");
    private static final String SECOND = PROGRAM.formatted("long count, String last", "next, \"number \" + value");

    @TempDir
    Path folder;

    private final GatedNumbers numbers = new GatedNumbers(SPLITS, 1000);
    private final ShownLines shown = new ShownLines();
    private TestCluster cluster;

    @BeforeEach
    void open() {
        cluster = cluster(Duration.ofMillis(20));
    }

    private TestCluster cluster(Duration interval) {
        return new TestCluster(
                folder,
                PARALLELISM,
                SupervisorSettings.every(interval).withRestarts(new RestartBudget.Settings(3, 3_600_000, 1, 4)));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void shouldGoOnInTheNewVersionWhenItHasSlotsEnough() throws Exception {
        TestCluster.Process first = cluster.start(first(), 4, "1");
        awaitLines(400);
        TestCluster.Process second = cluster.start(second(), 2, "2");
        Await.until(
                () -> second.run().status().troubles().toString().contains("Version 1 of the application is in force"),
                second.run()::status);
        awaitLines(500);
        assertThat(first.run().tasks()).isNotEmpty();

        TestCluster.Process third = cluster.start(second(), 2, "2");
        awaitRunning(second, third);
        Await.until(() -> !first.run().status().troubles().isEmpty(), first.run()::status);
        assertThat(first.run().status().troubles().toString()).contains("Version 2 of the application is in force");
        awaitLines(700);
        first.leave();
        awaitAllLines();
    }

    @Test
    void shouldGoBackWhenMembersOfTheOldVersionComeAgain() throws Exception {
        cluster.start(first(), 4, "1");
        awaitLines(300);
        TestCluster.Process second = cluster.start(second(), 4, "2");
        awaitRunning(second);
        cluster.processes().get(0).leave();
        awaitLines(500);
        TestCluster.Process again = cluster.start(first(), 4, "1");
        awaitRunning(again);
        second.leave();
        awaitAllLines();
    }

    @Test
    void shouldGoOnInTheOldVersionWhenStateDoesNotFit() throws Exception {
        TestCluster.Process first = cluster.start(first(), 4, "1");
        awaitLines(400);
        TestCluster.Process second = cluster.start(unfit(), 4, "2");
        Await.until(
                () -> first.run().status().troubles().toString().contains("others have failed"),
                () -> first.run().status());
        assertThat(first.run().status().troubles().toString())
                .contains("Version 1 goes on", "topology found failed", "counts");
        awaitRunning(first);
        awaitAllLines();
        assertThat(second.run().tasks()).isEmpty();
    }

    @Test
    void shouldGoOnInTheOldVersionWhenTheNewOneFails() throws Exception {
        // It fails before its first checkpoint.
        cluster = cluster(Duration.ofSeconds(1));
        TestCluster.Process first = cluster.start(first(), 4, "1");
        awaitLines(400);
        cluster.start(failing(), 4, "2");
        Await.until(() -> first.run().status().state() == TopologyState.STOPPED, first.run()::status);
        numbers.lift(500);
        Await.until(
                () -> first.run().status().troubles().toString().contains("Version does not work"),
                () -> first.run().status());
        awaitAllLines();
    }

    @Test
    void shouldGoOnInTheOtherVersionWhenAllMembersAreLost() throws Exception {
        TestCluster.Process first = cluster.start(first(), 4, "1");
        awaitLines(400);
        TestCluster.Process second = cluster.start(second(), 3, "2");
        first.kill();
        cluster.start(second(), 1, "2");
        awaitRunning(second);
        awaitAllLines();
    }

    @Test
    void shouldStayStoppedUnderAnotherLeaderAndVersion() throws Exception {
        TestCluster.Process first = cluster.start(first(), 4, "1");
        awaitLines(400);
        first.node().steer("found", Steering.STOP);
        Await.until(() -> first.run().status().state() == TopologyState.STOPPED, first.run()::status);
        TestCluster.Process second = cluster.start(second(), 4, "2");
        Await.until(() -> second.run().status().state() == TopologyState.STOPPED, second.run()::status);
        first.leave();
        second.node().start("found", StartFrom.LAST);
        awaitAllLines();
    }

    private void awaitRunning(TestCluster.Process... processes) throws Exception {
        for (TestCluster.Process process : processes) {
            Await.until(
                    () -> process.run().status().state() == TopologyState.RUNNING
                            && !process.run().tasks().isEmpty(),
                    process.run()::status);
        }
    }

    private void awaitLines(int perSplit) throws Exception {
        numbers.lift(perSplit);
        Await.until(
                () -> shown.lines().size() == SPLITS * perSplit,
                () -> shown.lines().size());
    }

    private void awaitAllLines() throws Exception {
        numbers.lift(1000);
        List<String> expected = Counting.lines(KEYS, 0, SPLITS * 1000 / KEYS);
        Await.until(
                () -> shown.lines().size() >= expected.size(),
                () -> cluster.processes().stream()
                        .map(process -> process.run().status().toString())
                        .toList());
        assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private TopologyBuilder builder() {
        return TopologyBuilder.named("found").guarantee(Guarantee.EXACTLY_ONCE);
    }

    private KeyedStream<Long, Long> keyed(TopologyBuilder builder) {
        return builder.source("numbers", numbers).typed(Long.class).keyBy(number -> number % KEYS);
    }

    private Topology first() throws Exception {
        TopologyBuilder builder = builder();
        counts(builder, FIRST).rebalance().sinkTo("shown", shown);
        return builder.build();
    }

    /** One more operator, and one more field of the state. */
    private Topology second() throws Exception {
        TopologyBuilder builder = builder();
        counts(builder, SECOND).map("marked", line -> line).rebalance().sinkTo("shown", shown);
        return builder.build();
    }

    private Topology failing() throws Exception {
        TopologyBuilder builder = builder();
        counts(builder, FIRST)
                .map("marked", RollingUpdateTest::fail)
                .rebalance()
                .sinkTo("shown", shown);
        return builder.build();
    }

    private DataStream<String> counts(TopologyBuilder builder, String program) throws Exception {
        Class<?> release = Releases.compile(folder, program).loadClass("Program");
        @SuppressWarnings("unchecked") // It says so itself.
        KeyedProcess<Long, Long, String> process =
                (KeyedProcess<Long, Long, String>) release.getConstructor().newInstance();
        StateHandle<?> seen = (StateHandle<?>) release.getField("SEEN").get(null);
        return keyed(builder).process("counts", process, seen).typed(String.class);
    }

    /** What was kept as one thing cannot be read as another. */
    private Topology unfit() {
        TopologyBuilder builder = builder();
        keyed(builder)
                .process("counts", new CountingOtherwise(), CountingOtherwise.SEEN)
                .typed(String.class)
                .rebalance()
                .sinkTo("shown", shown);
        return builder.build();
    }

    private static String fail(String line) {
        throw new IllegalStateException("Version does not work: line=" + line);
    }

    private static final class CountingOtherwise implements KeyedProcess<Long, Long, String> {

        private static final StateHandle<ValueState<String>> SEEN = StateHandle.value("seen", String.class);

        @Override
        public void onRecord(Long value, KeyedContext<Long> context, Emitter<String> out) {
            out.emit(context.key() + ":" + context.state(SEEN).getOr(""));
        }
    }
}
