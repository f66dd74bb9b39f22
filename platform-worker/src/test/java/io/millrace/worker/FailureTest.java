package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.aggregate.Aggregates;
import io.millrace.aggregate.CombinableAggregate;
import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** User code that throws, in each place where it is called: the topology fails, names the place, and is cleaned up. */
class FailureTest {

    private static final WindowSpec TEN = WindowSpec.tumbling(Duration.ofMillis(10));
    private static final long BAD = 57;

    private final TaskExecutor executor =
            new TaskExecutor(WorkerSettings.defaults().withThreads(2).withBatchSize(16));
    private Probe probe;

    @BeforeEach
    void makeProbe() {
        probe = new Probe();
    }

    @AfterEach
    void close() {
        executor.close();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failure("map", "57", "bad 57", s -> s.map("bad", FailureTest::check)),
                failure("filter", "57", "bad 57", s -> s.filter("bad", n -> check(n) >= 0)),
                failure(
                        "flatMap",
                        "57",
                        "bad 57",
                        s -> s.flatMap("bad", (Long n, Emitter<Long> out) -> out.emit(check(n)))),
                failure("error", "57", "StackOverflowError", s -> s.map("bad", n -> n == BAD ? overflow(n) : n)),
                failure(
                        "swallowed emit",
                        "57",
                        "bad 57",
                        s -> s.flatMap("swallows", FailureTest::emitAndSwallow).map("bad", FailureTest::check)),
                failure("null from map", "57", "null", s -> s.map("bad", n -> n == BAD ? none() : n)),
                failure(
                        "key on an exchange",
                        "57",
                        "bad 57",
                        s -> s.keyBy(FailureTest::check).process("bad", new Passing())),
                failure(
                        "null key on an exchange",
                        "57",
                        "Key of a record is null",
                        s -> s.keyBy(n -> n == BAD ? none() : n).process("bad", new Passing())),
                failure(
                        "error in a key on an exchange",
                        "57",
                        "StackOverflowError",
                        s -> s.keyBy(n -> n == BAD ? overflow(n) : n).process("bad", new Passing())),
                failure(
                        "key in one task",
                        "57",
                        "bad 57",
                        s -> s.keyBy(FailureTest::check)
                                .process("bad", new Passing())
                                .parallelism(1)),
                failure(
                        "null key in one task",
                        "57",
                        "Key of a record is null",
                        s -> s.keyBy(n -> n == BAD ? none() : n)
                                .process("bad", new Passing())
                                .parallelism(1)),
                failure(
                        "key of a two-stage window",
                        "57",
                        "bad 57",
                        s -> s.keyBy(FailureTest::check).window(TEN).aggregate("bad", Aggregates.count())),
                failure(
                        "swallowed key on an exchange",
                        "57",
                        "bad 57",
                        s -> s.flatMap("swallows", FailureTest::emitAndSwallow)
                                .keyBy(FailureTest::check)
                                .process("bad", new Passing())),
                failure(
                        "aggregate add",
                        "57",
                        "bad 57",
                        s -> s.keyBy(n -> n % 3).window(TEN).aggregate("bad", new BadAggregate(true, false, false))),
                failure(
                        "aggregate add in sessions",
                        "57",
                        "bad 57",
                        s -> s.keyBy(n -> n % 3)
                                .window(WindowSpec.session(Duration.ofMillis(10)))
                                .aggregate("bad", new BadAggregate(true, false, false))),
                failure(
                        "aggregate combine",
                        "combined",
                        "bad combine",
                        s -> s.keyBy(n -> n % 3)
                                .window(WindowSpec.sliding(Duration.ofMillis(10), Duration.ofMillis(5)))
                                .aggregate("bad", new BadAggregate(false, true, false))),
                failure(
                        "aggregate finish",
                        null,
                        "bad finish",
                        s -> s.keyBy(n -> n % 3).window(TEN).aggregate("bad", new BadAggregate(false, false, true))),
                failure("process", "57", "bad 57", s -> s.keyBy(n -> n % 3).process("bad", new BadProcess(false))),
                failure("timer", null, "bad timer", s -> s.keyBy(n -> n % 3).process("bad", new BadProcess(true))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void shouldNameStepRecordAndCause(String name, @Nullable String record, String cause, Step step)
            throws InterruptedException {
        for (int parallelism : new int[] {1, 2}) {
            makeProbe();
            TopologyBuilder builder = TopologyBuilder.named("failing");
            DataStream<Long> numbers = builder.source("numbers", probe.source(2, 200))
                    .map("before", n -> n)
                    .parallelism(parallelism);
            step.add(numbers).sinkTo("out", probe.sink());
            check(await(builder), "bad", record, cause);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "open", "onRecord", "onBatchEnd", "onWatermark", "onTime", "onEnd", "close"})
    void shouldNameTheOperator(String fault) throws InterruptedException {
        TopologyBuilder builder = TopologyBuilder.named("failing");
        DataStream<Long> numbers =
                builder.source("numbers", probe.source(2, 200)).map("before", n -> n);
        builder.operator("bad", TypeRef.of(Long.class), () -> new BadOperator(fault), List.of(), List.of(numbers))
                .sinkTo("out", probe.sink());
        if (fault.equals("create")) {
            assertThatThrownBy(() -> executor.run(builder.build()))
                    .isInstanceOf(TopologyStartException.class)
                    .hasMessageContaining("operator=bad")
                    .hasMessageContaining("bad create");
        } else {
            check(await(builder), "bad", fault.equals("onRecord") ? "57" : null, "bad " + fault);
        }
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                Arguments.of("open", null, "bad open"),
                Arguments.of("read", null, "bad read"),
                Arguments.of("close", null, "bad close"),
                Arguments.of("null", null, "emitted null"),
                Arguments.of("no timestamp", "57", "no timestamp"),
                Arguments.of("negative", "57", "Timestamp is out of range: timestampMillis=-1"),
                Arguments.of("absurd", "57", "Timestamp is out of range: timestampMillis=9223372036854775807"),
                Arguments.of(
                        "swallows absurd", "57", "Timestamp is out of range: timestampMillis=9223372036854775807"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void shouldNameTheSource(String fault, @Nullable String record, String cause) throws InterruptedException {
        TopologyBuilder builder = TopologyBuilder.named("failing");
        builder.source("bad", new BadSource(fault)).map("after", n -> n).sinkTo("out", probe.sink());
        check(await(builder), "bad", record, cause);
    }

    /** Each split is closed once, also when others cannot be closed. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldCloseEverySplitOnce(boolean failsAtItsEnd) throws InterruptedException {
        List<String> closed = Collections.synchronizedList(new ArrayList<>());
        TopologyBuilder builder = TopologyBuilder.named("failing");
        builder.source("bad", new UnclosableSource(failsAtItsEnd, closed))
                .parallelism(1)
                .sinkTo("out", probe.sink());
        TopologyRun run = executor.run(builder.build());
        if (!failsAtItsEnd) {
            Await.until(() -> probe.consumed.get() == 3, probe::toString);
            run.stop();
        }
        TopologyStatus status = run.await(Duration.ofSeconds(20));
        Await.until(run::isClosed, closed::toString);
        assertThat(status.state()).isEqualTo(TopologyState.FAILED);
        assertThat(status.failure().operator()).isEqualTo("bad");
        assertThat(closed).containsExactlyInAnyOrder("0", "1", "2");
    }

    @ParameterizedTest
    @MethodSource("watermarks")
    void shouldNameTheSourceWhoseTimestampsOrWatermarksFail(String name, WatermarkStrategy<Long> watermarks)
            throws InterruptedException {
        TopologyBuilder builder = TopologyBuilder.named("failing");
        builder.source("bad", probe.source(1, 200), watermarks).map(n -> n).sinkTo("out", probe.sink());
        check(await(builder), "bad", "57", "bad 57");
    }

    static Stream<Arguments> watermarks() {
        return Stream.of(
                Arguments.of("timestamp", WatermarkStrategy.boundedDisorder(Duration.ZERO, (Long n) -> check(n))),
                Arguments.of("generator", WatermarkStrategy.<Long>custom(() -> (value, timestamp) -> check(value))));
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void shouldNameTheSink(String fault, @Nullable String record, boolean isBlocking) throws InterruptedException {
        TopologyBuilder builder = TopologyBuilder.named("failing");
        DataStream<Long> numbers =
                builder.source("numbers", probe.source(2, 200)).map(n -> n);
        numbers.sinkTo("good", probe.sink());
        if (isBlocking) {
            numbers.blockingSinkTo("bad", new BadSink(fault));
        } else {
            numbers.sinkTo("bad", new BadSink(fault));
        }
        check(await(builder), "bad", record, "bad " + fault);
    }

    static Stream<Arguments> sinks() {
        return Stream.of("open", "write", "flush", "close")
                .flatMap(fault -> Stream.of(
                        Arguments.of(fault, fault.equals("write") ? "57" : null, false),
                        Arguments.of(fault, fault.equals("write") ? "57" : null, true)));
    }

    private TopologyStatus await(TopologyBuilder builder) throws InterruptedException {
        TopologyRun run = executor.run(builder.build());
        TopologyStatus status = run.await(Duration.ofSeconds(20));
        Await.until(run::isClosed, () -> "tasks that are not closed " + probe);
        return status;
    }

    private void check(TopologyStatus status, String operator, @Nullable String record, String cause) {
        TopologyFailure failure = status.failure();
        assertThat(status.state()).isEqualTo(TopologyState.FAILED);
        assertThat(failure).isNotNull();
        assertThat(failure.operator()).isEqualTo(operator);
        if (record != null && record.equals("combined")) {
            // At the end of a window there is no record at hand, before that there is one of the first stage.
            assertThat(failure.record())
                    .satisfiesAnyOf(
                            r -> assertThat(r).isNull(), r -> assertThat(r).matches("\\(\\d+ records combined\\)"));
        } else {
            assertThat(failure.record()).isEqualTo(record);
        }
        assertThat(failure.cause().toString()).contains(cause);
        assertThat(failure.message()).contains("operator=" + operator).contains(cause);
        assertThat(probe.isClosed()).as(probe.toString()).isTrue();
    }

    private static Arguments failure(String name, @Nullable String record, String cause, Step step) {
        return Arguments.of(name, record, cause, step);
    }

    private static Long check(Long n) {
        if (n == BAD) {
            throw new IllegalArgumentException("bad " + n);
        }
        return n;
    }

    private static Long overflow(Long n) {
        throw new StackOverflowError("too deep at " + n);
    }

    private static <T> T none() {
        return null;
    }

    private static void emitAndSwallow(Long value, Emitter<Long> out) {
        try {
            out.emit(value);
        } catch (RuntimeException e) {
            assertThat(e).hasMessageContaining("bad");
        }
    }

    /** Adds the step under test. */
    private interface Step {

        DataStream<?> add(DataStream<Long> numbers);
    }

    private static class Passing implements KeyedProcess<Long, Long, Long> {

        @Override
        public void onRecord(Long value, KeyedContext<Long> context, Emitter<Long> out) {
            out.emit(value);
        }
    }

    private static final class BadProcess implements KeyedProcess<Long, Long, Long> {

        private final boolean failsInTimer;

        BadProcess(boolean failsInTimer) {
            this.failsInTimer = failsInTimer;
        }

        @Override
        public void onRecord(Long value, KeyedContext<Long> context, Emitter<Long> out) {
            if (failsInTimer) {
                context.timers().set(value);
            } else {
                out.emit(check(value));
            }
        }

        @Override
        public void onTimer(long timestampMillis, KeyedContext<Long> context, Emitter<Long> out) {
            if (timestampMillis == BAD) {
                throw new IllegalStateException("bad timer");
            }
        }
    }

    private record BadAggregate(boolean failsToAdd, boolean failsToCombine, boolean failsToFinish)
            implements CombinableAggregate<Long, Long, Long> {

        @Override
        public Long create() {
            return 0L;
        }

        @Override
        public Long add(Long accumulator, Long value) {
            return accumulator + (failsToAdd ? check(value) : value);
        }

        @Override
        public Long combine(Long into, Long other) {
            if (failsToCombine) {
                throw new IllegalStateException("bad combine");
            }
            return into + other;
        }

        @Override
        public Long finish(Long accumulator) {
            if (failsToFinish) {
                throw new IllegalStateException("bad finish");
            }
            return accumulator;
        }
    }

    private static final class BadOperator implements Operator<Long, Long> {

        private final String fault;
        private Output<Long> out;

        BadOperator(String fault) {
            this.fault = fault;
            failIn("create");
        }

        @Override
        public void open(OperatorContext context, Output<Long> output) {
            out = output;
            failIn("open");
        }

        @Override
        public void onRecord(int input, Long value, long timestampMillis) {
            if (value == BAD) {
                failIn("onRecord");
            }
            out.emit(value, timestampMillis);
        }

        @Override
        public void onBatchEnd() {
            failIn("onBatchEnd");
        }

        @Override
        public boolean onWatermark(long watermarkMillis) {
            failIn("onWatermark");
            return true;
        }

        @Override
        public long wakeAtMillis() {
            return 0;
        }

        @Override
        public boolean onTime(long nowMillis) {
            failIn("onTime");
            return true;
        }

        @Override
        public boolean onEnd() {
            failIn("onEnd");
            return true;
        }

        @Override
        public void close() {
            failIn("close");
        }

        private void failIn(String call) {
            if (fault.equals(call)) {
                throw new IllegalStateException("bad " + call);
            }
        }
    }

    private record BadSource(String fault) implements Source<Long> {

        @Override
        public List<String> splits() {
            return List.of("0", "1");
        }

        @Override
        public SplitReader<Long> open(String split, SplitContext context) {
            failIn("open");
            return new SplitReader<>() {

                private long next;

                @Override
                public Progress read(SourceOutput<Long> out) {
                    failIn("read");
                    if (next < BAD) {
                        out.emit(next, next++);
                        return Progress.MORE;
                    }
                    switch (fault) {
                        case "null" -> out.emit(none(), 1);
                        case "no timestamp" -> out.emit(next);
                        case "negative" -> out.emit(next, -1);
                        case "absurd" -> out.emit(next, Long.MAX_VALUE);
                        case "swallows absurd" -> swallow(() -> out.emit(next, Long.MAX_VALUE));
                        default -> next++;
                    }
                    return Progress.END;
                }

                @Override
                public void close() {
                    failIn("close");
                }
            };
        }

        private void failIn(String call) {
            if (fault.equals(call)) {
                throw new IllegalStateException("bad " + call);
            }
        }

        private static void swallow(Runnable action) {
            try {
                action.run();
            } catch (RuntimeException e) {
                assertThat(e).hasMessageContaining("bad");
            }
        }
    }

    private record UnclosableSource(boolean failsAtItsEnd, List<String> closed) implements Source<Long> {

        @Override
        public List<String> splits() {
            return List.of("0", "1", "2");
        }

        @Override
        public SplitReader<Long> open(String split, SplitContext context) {
            return new SplitReader<>() {

                private boolean hasEmitted;

                @Override
                public Progress read(SourceOutput<Long> out) {
                    if (!hasEmitted) {
                        hasEmitted = true;
                        out.emit(1L, 1);
                        return Progress.MORE;
                    }
                    return failsAtItsEnd && split.equals("1") ? Progress.END : Progress.NOTHING_NOW;
                }

                @Override
                public void close() {
                    closed.add(split);
                    throw new IllegalStateException("bad close");
                }
            };
        }
    }

    private record BadSink(String fault) implements Sink<Long> {

        @Override
        public SinkWriter<Long> open(int taskIndex, int parallelism) {
            failIn("open");
            return new SinkWriter<>() {

                @Override
                public void write(Long value, long timestampMillis) {
                    if (value == BAD) {
                        failIn("write");
                    }
                }

                @Override
                public void flush() {
                    failIn("flush");
                }

                @Override
                public void close() {
                    failIn("close");
                }
            };
        }

        private void failIn(String call) {
            if (fault.equals(call)) {
                throw new IllegalStateException("bad " + call);
            }
        }
    }
}
