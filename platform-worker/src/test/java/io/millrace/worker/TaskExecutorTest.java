package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.aggregate.Aggregates;
import io.millrace.function.Emitter;
import io.millrace.function.SinkFunction;
import io.millrace.operator.KeyedContext;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import io.millrace.source.Sources;
import io.millrace.status.OperatorStatus;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.EventTime;
import io.millrace.topology.Topology;
import io.millrace.window.WindowSpec;
import io.millrace.worker.measure.Histogram;
import io.millrace.worker.schedule.ScheduledTask;
import io.millrace.worker.task.Task;
import io.millrace.worker.task.TaskHistograms;
import io.millrace.worker.task.TaskMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of topologies on real threads. */
@Timeout(60)
class TaskExecutorTest {

    private static final WorkerSettings SETTINGS =
            WorkerSettings.defaults().withThreads(2).withParallelism(2).withBatchSize(16);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Probe probe = new Probe();

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 3", "2, 1", "2, 2", "2, 4"})
    void shouldFinishWhenTheSourcesEnd(int threads, int parallelism) throws InterruptedException {
        List<TopologyState> states = Collections.synchronizedList(new ArrayList<>());
        Map<Long, Long> counts = new ConcurrentHashMap<>();
        try (TaskExecutor executor =
                new TaskExecutor(SETTINGS.withThreads(threads).withParallelism(parallelism))) {
            TopologyBuilder builder = TopologyBuilder.named("finite");
            DataStream<Long> numbers =
                    builder.source("numbers", probe.source(3, 10_000)).map(n -> n);
            numbers.keyBy(n -> n % 10)
                    .window(WindowSpec.tumbling(Duration.ofMillis(100)))
                    .aggregate("counts", Aggregates.count())
                    .sink("counted", result -> counts.merge(result.key(), result.value(), Long::sum));
            numbers.sinkTo("out", probe.sink());
            TopologyRun run = executor.run(builder.build(), change -> states.add(change.to()));
            TopologyStatus status = run.await(LIMIT);
            assertThat(status.state()).isEqualTo(TopologyState.FINISHED);
            assertThat(status.failure()).isNull();
            assertThat(status.operator("numbers").recordsOut()).isEqualTo(30_000);
            assertThat(status.operator("numbers-map").recordsIn()).isEqualTo(30_000);
            assertThat(status.operator("counts").recordsIn()).isEqualTo(30_000);
            assertThat(status.operator("counts").recordsOut()).isEqualTo(1000);
            assertThat(status.operator("counted").recordsIn()).isEqualTo(1000);
            assertThat(status.operator("out").recordsIn()).isEqualTo(30_000);
            assertThat(status.operator("counts").watermarkMillis()).isEqualTo(EventTime.END);
            assertThat(status.operators())
                    .extracting(OperatorStatus::name)
                    .startsWith("numbers", "numbers-map")
                    .hasSize(5);
        }
        assertThat(states).containsExactly(TopologyState.RUNNING, TopologyState.FINISHED);
        assertThat(counts.values()).hasSize(10).containsOnly(3000L);
        assertThat(probe.consumed).hasValue(30_000);
        assertThat(probe.isClosed()).as(probe.toString()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldStopAnEndlessTopologyWithoutFiringWindowsThatAreNotComplete(int parallelism)
            throws InterruptedException {
        List<TopologyState> states = Collections.synchronizedList(new ArrayList<>());
        Probe windows = new Probe();
        try (TaskExecutor executor = new TaskExecutor(SETTINGS.withParallelism(parallelism))) {
            TopologyBuilder builder = TopologyBuilder.named("endless");
            DataStream<Long> numbers =
                    builder.source("numbers", probe.endless()).map(n -> n);
            for (WindowSpec spec : List.of(
                    WindowSpec.tumbling(Duration.ofDays(30_000)),
                    WindowSpec.sliding(Duration.ofDays(30_000), Duration.ofDays(15_000)),
                    WindowSpec.session(Duration.ofDays(30_000)),
                    WindowSpec.global())) {
                String name = "windows-" + spec.shape().getClass().getSimpleName();
                numbers.keyBy(n -> n % 10)
                        .window(spec)
                        .aggregate(name, Aggregates.count())
                        .sinkTo(name + "-out", windows.sink());
            }
            numbers.sinkTo("out", probe.sink());
            TopologyRun run = executor.run(builder.build(), change -> states.add(change.to()));
            Await.until(() -> probe.consumed.get() > 1000, probe::toString);
            run.stop();
            run.stop();
            assertThat(run.await(LIMIT).state()).isEqualTo(TopologyState.STOPPED);
            assertThat(run.isClosed()).isTrue();
            run.stop();
        }
        assertThat(states).containsExactly(TopologyState.RUNNING, TopologyState.STOPPING, TopologyState.STOPPED);
        assertThat(probe.consumed.get()).isEqualTo(probe.emitted.get());
        assertThat(windows.consumed).hasValue(0);
        assertThat(probe.isClosed()).as(probe.toString()).isTrue();
        assertThat(windows.isClosed()).as(windows.toString()).isTrue();
    }

    @Test
    void shouldSayWhatItsTasksHaveMeasured() {
        try (TaskExecutor executor = new TaskExecutor(SETTINGS.withParallelism(1))) {
            TopologyBuilder builder = TopologyBuilder.named("measured");
            builder.source("numbers", probe.endless())
                    .map("pass", n -> n)
                    .startsStage()
                    .sinkTo("out", probe.sink());
            TopologyRun run = executor.run(builder.build());
            List<Task> tasks = run.tasks().stream().map(ScheduledTask::task).toList();
            Await.until(
                    () -> executor.metrics(tasks).stream()
                            .allMatch(metrics -> metrics.spent().busyNanos() > 1_000_000),
                    probe::toString);
            TaskMetrics ofSink = executor.metrics(tasks).get(1);
            assertThat(ofSink.operators()).containsExactly("pass", "out");
            assertThat(ofSink.queueFillMax()).isBetween(0.0, 1.0);
            TaskHistograms histograms = tasks.get(1).takeHistograms();
            assertThat(histograms.processingNanos().count()).isPositive();
            Histogram ages = histograms.ageMicros().get("out");
            assertThat(ages.count()).isBetween(1L, probe.consumed.get());
            assertThat(ages.max()).as("in this process, on one clock").isLessThan(60_000_000);
        }
    }

    @Test
    void shouldStopWhatRunsWhenItCloses() {
        TaskExecutor executor = new TaskExecutor(SETTINGS);
        TopologyBuilder builder = TopologyBuilder.named("endless");
        builder.source("numbers", probe.endless()).map(n -> n).sinkTo("out", probe.sink());
        TopologyRun run = executor.run(builder.build());
        Await.until(() -> probe.consumed.get() > 1000, probe::toString);
        executor.close();
        executor.close();
        assertThat(run.status().state()).isEqualTo(TopologyState.STOPPED);
        assertThat(probe.isClosed()).as(probe.toString()).isTrue();
        assertThatThrownBy(() -> executor.run(builder.build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void shouldRunSeveralTopologiesOfWhichOneFails() throws InterruptedException {
        try (TaskExecutor executor = new TaskExecutor(SETTINGS)) {
            List<TopologyRun> runs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                boolean isBad = i == 2;
                TopologyBuilder builder = TopologyBuilder.named("topology-" + i);
                builder.source("numbers", probe.source(2, 5000))
                        .keyBy(n -> n)
                        .window(WindowSpec.tumbling(Duration.ofMillis(10)))
                        .aggregate("counts", Aggregates.count())
                        .map("check", result -> {
                            if (isBad && result.key() == 77) {
                                throw new IllegalStateException("bad");
                            }
                            return result;
                        })
                        .sinkTo("out", probe.sink());
                runs.add(executor.run(builder.build()));
            }
            for (int i = 0; i < 5; i++) {
                assertThat(runs.get(i).await(LIMIT).state())
                        .isEqualTo(i == 2 ? TopologyState.FAILED : TopologyState.FINISHED);
            }
        }
        assertThat(probe.isClosed()).as(probe.toString()).isTrue();
    }

    @Test
    void shouldSurviveAListenerThatThrows() throws InterruptedException {
        try (TaskExecutor executor = new TaskExecutor(SETTINGS.withThreads(1))) {
            for (boolean isError : new boolean[] {false, true}) {
                TopologyRun bad = executor.run(finite("bad"), change -> {
                    if (isError) {
                        throw new AssertionError("listener");
                    }
                    throw new IllegalStateException("listener");
                });
                assertThat(bad.await(LIMIT).state()).isEqualTo(TopologyState.FINISHED);
                assertThat(executor.run(finite("good")).await(LIMIT).state()).isEqualTo(TopologyState.FINISHED);
            }
        }
    }

    @Test
    void shouldTellEachChangeOnceAndInOrder() throws InterruptedException {
        try (TaskExecutor executor = new TaskExecutor(SETTINGS)) {
            for (int i = 0; i < 100; i++) {
                List<TopologyStateChanged> changes = Collections.synchronizedList(new ArrayList<>());
                TopologyRun run = executor.run(finite("finite"), changes::add);
                if (i % 2 == 0) {
                    run.stop();
                }
                TopologyState last = run.await(LIMIT).state();
                TopologyState before = TopologyState.STARTING;
                for (TopologyStateChanged change : changes) {
                    assertThat(change.from()).isEqualTo(before);
                    assertThat(change.to()).isNotEqualTo(before);
                    before = change.to();
                }
                assertThat(before).isEqualTo(last);
                assertThat(last).isIn(TopologyState.FINISHED, TopologyState.STOPPED);
            }
        }
    }

    @Test
    void shouldLeaveNoThreadsBehind() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            try (TaskExecutor executor = new TaskExecutor(SETTINGS)) {
                TopologyBuilder builder = TopologyBuilder.named("leaving");
                builder.source("numbers", i % 2 == 0 ? probe.source(2, 100) : probe.endless())
                        .map(n -> n)
                        .blockingSinkTo("out", probe.sink());
                TopologyRun run = executor.run(builder.build());
                if (i % 2 == 0) {
                    run.await(LIMIT);
                } else if (i % 4 == 1) {
                    Await.until(() -> run.status().state() == TopologyState.RUNNING, run::status);
                }
            }
        }
        Await.until(() -> threads().isEmpty(), TaskExecutorTest::threads);
        assertThat(probe.isClosed()).as(probe.toString()).isTrue();
    }

    @Test
    void shouldNotStartWithoutItsInput(@TempDir Path folder) {
        Path missing = folder.resolve("missing.txt");
        try (TaskExecutor executor = new TaskExecutor(SETTINGS)) {
            TopologyBuilder builder = TopologyBuilder.named("reading");
            builder.source("lines", Sources.text(missing)).sinkTo("out", probe.sink());
            Topology topology = builder.build();
            assertThatThrownBy(() -> executor.run(topology))
                    .isInstanceOf(TopologyStartException.class)
                    .hasMessageContaining("topology=reading")
                    .hasMessageContaining("source=lines")
                    .hasMessageContaining(missing.toString());
        }
    }

    /** A blocking sink has a thread of its own: what shares the executor with it goes on. */
    @Test
    void shouldNotLetABlockingSinkDelayItsNeighbours() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        AtomicLong blocked = new AtomicLong();
        try (TaskExecutor executor = new TaskExecutor(SETTINGS.withThreads(1))) {
            TopologyBuilder builder = TopologyBuilder.named("blocking");
            builder.source("numbers", probe.source(2, 10)).map(n -> n).blockingSink("slow", n -> {
                blocked.incrementAndGet();
                release.await();
            });
            TopologyRun blocking = executor.run(builder.build());
            Await.until(() -> blocked.get() == 2, blocking::status);
            assertThat(executor.run(finite("neighbour")).await(LIMIT).state()).isEqualTo(TopologyState.FINISHED);
            assertThat(blocking.status().state()).isEqualTo(TopologyState.RUNNING);
            release.countDown();
            assertThat(blocking.await(LIMIT).state()).isEqualTo(TopologyState.FINISHED);
            assertThat(blocked).hasValue(20);
        }
    }

    /** An endless source before a slow sink: what is on its way stays within the channels. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldKeepAFewRecordsOnTheirWayToASlowSink(boolean isBlocking) {
        AtomicLong greatest = new AtomicLong();
        AtomicLong taken = new AtomicLong();
        try (TaskExecutor executor = new TaskExecutor(SETTINGS.withChannelBatches(2))) {
            TopologyBuilder builder = TopologyBuilder.named("slow");
            DataStream<Long> numbers = builder.source("numbers", probe.endless())
                    .parallelism(1)
                    .keyBy(n -> n)
                    .process("pass", (Long n, KeyedContext<Long> context, Emitter<Long> out) -> out.emit(n));
            SinkFunction<Long> slow = n -> {
                LockSupport.parkNanos(20_000);
                greatest.accumulateAndGet(probe.emitted.get() - taken.incrementAndGet(), Math::max);
            };
            if (isBlocking) {
                numbers.blockingSink("slow", slow);
            } else {
                numbers.sink("slow", slow).startsStage();
            }
            TopologyRun run = executor.run(builder.build());
            Await.until(() -> taken.get() > 5000, run::status);
        }
        // At most 4 channels of 2 batches of 16 records, and beside each a batch at either end and what one call emits.
        assertThat(greatest.get()).isLessThan(4 * (2 + 2 + 4) * 16L);
    }

    @Test
    void shouldNameAFunctionThatDoesNotReturnAndCloseAllTheSame() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        TaskExecutor executor = new TaskExecutor(SETTINGS.withThreads(1)
                .withParallelism(1)
                .withStuckAfter(Duration.ofMillis(100))
                .withStopTimeout(Duration.ofMillis(300)));
        TopologyBuilder builder = TopologyBuilder.named("stuck");
        builder.source("numbers", probe.source(1, 100))
                .map("before", n -> n)
                .map("waits", n -> {
                    if (n == 50) {
                        release.await();
                    }
                    return n;
                })
                .sinkTo("out", probe.sink());
        TopologyRun run = executor.run(builder.build());
        Await.until(() -> !run.status().stuck().isEmpty(), run::status);
        assertThat(run.status().stuck()).hasSize(1).allSatisfy(stuck -> {
            assertThat(stuck.operator()).isEqualTo("waits");
            assertThat(stuck.taskIndex()).isZero();
            assertThat(stuck.since()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        });
        executor.close();
        assertThat(run.status().state()).isEqualTo(TopologyState.STOPPED);
        Await.until(probe::isClosed, probe::toString);
        Await.until(() -> threads().isEmpty(), TaskExecutorTest::threads);
    }

    @Test
    void shouldCloseAlthoughAFunctionIgnoresInterrupts() {
        AtomicBoolean isReleased = new AtomicBoolean();
        CountDownLatch entered = new CountDownLatch(1);
        TaskExecutor executor = new TaskExecutor(SETTINGS.withStopTimeout(Duration.ofMillis(200)));
        TopologyBuilder builder = TopologyBuilder.named("deaf");
        builder.source("numbers", probe.source(1, 100)).map(n -> n).blockingSink("deaf", n -> {
            entered.countDown();
            while (!isReleased.get()) {
                LockSupport.parkNanos(1_000_000);
            }
        });
        TopologyRun run = executor.run(builder.build());
        Await.until(() -> entered.getCount() == 0, run::status);
        executor.close();
        assertThat(run.status().state()).isEqualTo(TopologyState.STOPPED);
        isReleased.set(true);
        Await.until(() -> threads().isEmpty(), TaskExecutorTest::threads);
    }

    /** An orderly stop that takes too long is cut short, but what was opened is closed. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldCloseOperatorsWhenAStopTakesTooLong(boolean isBlocking) {
        Semaphore permits = new Semaphore(10);
        Probe sinks = new Probe();
        TaskExecutor executor = new TaskExecutor(SETTINGS.withStopTimeout(Duration.ofMillis(200)));
        TopologyBuilder builder = TopologyBuilder.named("slow");
        DataStream<Long> numbers = builder.source("numbers", probe.endless()).map(n -> n);
        Sink<Long> slow = (taskIndex, parallelism) -> {
            SinkWriter<Object> writer = sinks.sink().open(taskIndex, parallelism);
            return new SinkWriter<>() {

                @Override
                public void write(Long value, long timestampMillis) throws Exception {
                    permits.tryAcquire(20, TimeUnit.MILLISECONDS);
                    writer.write(value, timestampMillis);
                }

                @Override
                public void close() throws Exception {
                    writer.close();
                }
            };
        };
        if (isBlocking) {
            numbers.blockingSinkTo("slow", slow);
        } else {
            numbers.sinkTo("slow", slow).startsStage();
        }
        TopologyRun run = executor.run(builder.build());
        Await.until(() -> sinks.consumed.get() > 15, run::status);
        executor.close();
        assertThat(run.status().state().isTerminal()).isTrue();
        Await.until(() -> sinks.isClosed() && probe.isClosed(), () -> sinks + " " + probe);
    }

    private Topology finite(String name) {
        TopologyBuilder builder = TopologyBuilder.named(name);
        builder.source("numbers", probe.source(2, 1000)).map(n -> n).rebalance().sinkTo("out", probe.sink());
        return builder.build();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("millrace-"))
                .sorted()
                .toList();
    }
}
