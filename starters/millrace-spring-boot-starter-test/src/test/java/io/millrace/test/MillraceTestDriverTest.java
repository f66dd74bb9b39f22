package io.millrace.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.aggregate.Aggregates;
import io.millrace.function.OutputTag;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.Timestamped;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MillraceTestDriverTest {

    private static final Instant T7 = Instant.ofEpochSecond(7);
    private static final Instant T10 = Instant.ofEpochSecond(10);
    private static final OutputTag<String> LATE = OutputTag.of("late", String.class);

    @Test
    void shouldGiveWhatTheStepsMakeOfARecord() {
        try (MillraceTestDriver driver = MillraceTestDriver.of(wordCount())) {
            driver.send("lines", "a b", T7).expect("split").values("a", "b");
            driver.expect("split").nothing();
        }
    }

    @Test
    void shouldWaitAtTheEndForResultsOfOtherThreads() {
        TopologyBuilder builder = TopologyBuilder.named("remote");
        builder.operator(
                        "remote",
                        TypeRef.of(String.class),
                        Remote::new,
                        List.of(),
                        List.of(builder.source("lines", Sources.<String>of(), WatermarkStrategy.atEndOnly())
                                .typed(String.class)))
                .sink("out", value -> {});
        try (MillraceTestDriver driver = MillraceTestDriver.of(builder.build())) {
            driver.send("lines", "a", T7).end().expect("remote").values("A");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void shouldFireAWindowWhenTheWatermarkPassesItsEnd(int parallelism) {
        try (MillraceTestDriver driver = MillraceTestDriver.builder(wordCount())
                .parallelism(parallelism)
                .seed(42)
                .build()) {
            driver.send("lines", "a b a", T7).expect("out").nothing();
            driver.advanceWatermark("lines", Instant.ofEpochSecond(9))
                    .expect("out")
                    .nothing();
            driver.advanceWatermark("lines", T10).expect("out").inAnyOrder("a=2", "b=1");
            assertThat(driver.end().results("out", String.class)).isEmpty();
        }
    }

    @Test
    void shouldCountARecordBeforeAPromiseAsLate() {
        try (MillraceTestDriver driver = MillraceTestDriver.of(wordCount())) {
            driver.advanceWatermark(T10).send("lines", "old", T7);
            assertThat(driver.lateRecords("counts")).isEqualTo(1);
            driver.expect("counts.late").values("old");
            driver.end().expect("out").nothing();
        }
    }

    @Test
    void shouldAdvanceTheWatermarkByRecordsAsTheStrategySays() {
        try (MillraceTestDriver driver = MillraceTestDriver.of(wordCount())) {
            driver.send("lines", "a", T7).send("lines", "b", T10);
            driver.expect("out").values("a=1");
        }
    }

    @Test
    void shouldLetASilentSourceHoldNobodyUpAfterItsIdleTime() {
        try (MillraceTestDriver driver = MillraceTestDriver.of(twoSources())) {
            driver.send("left", "a", T7)
                    .advanceWatermark("left", T10)
                    .expect("out")
                    .nothing();
            driver.advanceTime(Duration.ofSeconds(4)).expect("out").nothing();
            driver.advanceTime(Duration.ofSeconds(2)).advanceWatermark("left", T10.plusSeconds(1));
            driver.expect("out").values("a=1");
        }
    }

    @Test
    void shouldShowWhatWasExpectedWhatCameAndWhereTheTopologyStands() {
        try (MillraceTestDriver driver = MillraceTestDriver.of(wordCount())) {
            driver.send("lines", "a", T7);
            assertThatThrownBy(() -> driver.expect("out").values("a=1")).hasMessage("""
                    Output 'out' did not give what was expected
                      expected: exactly [a=1]
                      came:     nothing
                      now: 1970-01-01T00:00:00Z
                      lines: in=0, out=1, watermark=1970-01-01T00:00:07Z
                      split: in=1, out=1, watermark=1970-01-01T00:00:07Z
                      counts: in=1, out=0, watermark=1970-01-01T00:00:07Z
                      latecomers: in=0, out=0, watermark=1970-01-01T00:00:07Z
                      text: in=0, out=0, watermark=1970-01-01T00:00:07Z
                      out: in=0, out=0, watermark=1970-01-01T00:00:07Z
                      windows wait for the watermark: send later records, call advanceWatermark(...) or end()""");
        }
    }

    @Test
    void shouldNameStepRecordAndCauseOfAFailure() {
        Topology topology = mapping(line -> {
            throw new IllegalStateException("no " + line);
        });
        MillraceTestDriver driver = MillraceTestDriver.of(topology);
        assertThatThrownBy(() -> driver.send("lines", "a"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(
                        "Operator failed: operator=map, record=a, cause=java.lang.IllegalStateException: no a")
                .hasCauseInstanceOf(IllegalStateException.class);
        driver.close();
    }

    @Test
    void shouldRefuseNamesAndTypesThatTheTopologyDoesNotHave() {
        try (MillraceTestDriver driver = MillraceTestDriver.of(wordCount())) {
            assertThatThrownBy(() -> driver.send("line", "a"))
                    .hasMessage("Topology has no such source: topology=words, source=line; it has [lines]");
            assertThatThrownBy(() -> driver.expect("sums")).hasMessageStartingWith("Topology has no such output");
            assertThatThrownBy(() -> driver.send("lines", 1))
                    .hasMessage("Source gives records of another type: source=lines, type=java.lang.String,"
                            + " found=java.lang.Integer, value=1");
        }
    }

    @Test
    void shouldCallASinkOnlyWhenItIsKept() {
        List<String> store = new ArrayList<>();
        Topology topology = storing(store);
        try (MillraceTestDriver driver = MillraceTestDriver.of(topology)) {
            driver.send("lines", "a").expect("store").values("a");
        }
        assertThat(store).isEmpty();
        try (MillraceTestDriver driver =
                MillraceTestDriver.builder(topology).keep("store").build()) {
            driver.send("lines", "b").expect("store").values("b");
        }
        assertThat(store).containsExactly("b");
    }

    @Test
    void shouldRunADeclaredStepAsTheTestSays() {
        TopologyBuilder builder = TopologyBuilder.named("declared");
        builder.source("lines", String.class).through("parse", Integer.class).sink("store");
        Topology topology = builder.build();
        assertThatThrownBy(() -> MillraceTestDriver.of(topology))
                .hasMessageContaining("step=parse")
                .hasMessageContaining("declare(\"parse\", function)");
        try (MillraceTestDriver driver = MillraceTestDriver.builder(topology)
                .declare("parse", (String line) -> Integer.valueOf(line))
                .build()) {
            assertThat(driver.send("lines", "7", 5).results("store", Integer.class))
                    .containsExactly(new Timestamped<>(7, 5));
        }
    }

    @Test
    void shouldNoticeAValueThatIsChangedAfterItWasEmitted() {
        List<String> shared = new ArrayList<>();
        TopologyBuilder builder = TopologyBuilder.named("sharing");
        builder.source("lines", Sources.of(List.of("x")), WatermarkStrategy.inOrder())
                .map("collect", line -> {
                    shared.add(line);
                    return shared;
                })
                .sink("out", list -> {});
        MillraceTestDriver driver = MillraceTestDriver.of(builder.build());
        driver.send("lines", "a").expect("collect").values(List.of("a"));
        assertThatThrownBy(() -> driver.send("lines", "b"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Value was changed after it was emitted: output=collect, changed=value.size() from 1 to 2;"
                        + " others hold the same object, so emit a copy, or make the value immutable");
    }

    private static Topology wordCount() {
        TopologyBuilder builder = TopologyBuilder.named("words");
        var counts = builder.source("lines", Sources.of(List.of("x")), WatermarkStrategy.inOrder())
                .<String>flatMap(
                        "split", (line, out) -> List.of(line.split(" ")).forEach(out::emit))
                .typed(String.class)
                .keyBy(String.class, word -> word)
                .window(WindowSpec.tumbling(Duration.ofSeconds(10)))
                .lateRecordsTo(LATE)
                .aggregate("counts", Aggregates.count());
        counts.sideOutput(LATE).sink("latecomers", word -> {});
        counts.map("text", result -> result.key() + "=" + result.value()).sink("out", text -> {});
        return builder.build();
    }

    private static Topology twoSources() {
        TopologyBuilder builder = TopologyBuilder.named("pair");
        var idle = WatermarkStrategy.<String>inOrder().withIdleness(Duration.ofSeconds(5));
        builder.source("left", Sources.of(List.of("x")), WatermarkStrategy.inOrder())
                .union(builder.source("right", Sources.of(List.of("x")), idle))
                .keyBy(String.class, word -> word)
                .window(WindowSpec.tumbling(Duration.ofSeconds(10)))
                .aggregate("counts", Aggregates.count())
                .map("text", result -> result.key() + "=" + result.value())
                .sink("out", text -> {});
        return builder.build();
    }

    private static Topology mapping(io.millrace.function.MapFunction<String, String> function) {
        TopologyBuilder builder = TopologyBuilder.named("mapping");
        builder.source("lines", Sources.of(List.of("x")), WatermarkStrategy.inOrder())
                .map("map", function)
                .sink("out", text -> {});
        return builder.build();
    }

    private static Topology storing(List<String> store) {
        TopologyBuilder builder = TopologyBuilder.named("storing");
        builder.source("lines", Sources.of(List.of("x")), WatermarkStrategy.inOrder())
                .sink("store", store::add);
        return builder.build();
    }

    /** Its result comes from another thread, and only after the input has ended. */
    private static final class Remote implements Operator<String, String> {

        private final CompletableFuture<String> result = new CompletableFuture<>();
        private final CountDownLatch hasEnded = new CountDownLatch(1);
        private OperatorContext context;
        private Output<String> out;

        @Override
        public void open(OperatorContext operatorContext, Output<String> output) {
            context = operatorContext;
            out = output;
        }

        @Override
        public void onRecord(int input, String value, long timestampMillis) {
            Thread thread = new Thread(() -> {
                try {
                    hasEnded.await();
                    result.complete(value.toUpperCase(Locale.ROOT));
                    context.wakeUp();
                } catch (InterruptedException e) {
                    result.cancel(false);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public boolean onEnd() {
            hasEnded.countDown();
            if (!result.isDone()) {
                return false;
            }
            out.emit(result.join(), T7.toEpochMilli());
            return true;
        }
    }
}
