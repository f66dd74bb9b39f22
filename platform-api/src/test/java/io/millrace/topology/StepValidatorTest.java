package io.millrace.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.Aggregates;
import io.millrace.function.OutputTag;
import io.millrace.operator.KeyedProcess;
import io.millrace.source.Sources;
import io.millrace.state.StateHandle;
import io.millrace.stream.KeyedStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepValidatorTest {

    private static final KeyedProcess<String, String, String> PASS = (word, context, out) -> out.emit(word);

    private final TopologyBuilder builder = TopologyBuilder.named("test");

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1025, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void shouldRefuseAParallelismOutOfRange(int parallelism) {
        builder.source("words", Sources.of("a")).parallelism(parallelism).sink("sink", word -> {});

        assertThat(Faults.of(builder))
                .containsExactly("words: parallelism is out of range: parallelism=" + parallelism
                        + "; use 1 to 1024, the number of key groups");
    }

    @Test
    void shouldBoundTheParallelismByTheKeyGroups() {
        builder.keyGroups(7)
                .source("words", Sources.of("a"))
                .sink("sink", word -> {})
                .parallelism(8);

        assertThat(Faults.of(builder))
                .containsExactly(
                        "sink: parallelism is out of range: parallelism=8; use 1 to 7, the number of key groups");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1024})
    void shouldAcceptTheParallelismAtItsBounds(int parallelism) {
        builder.source("words", Sources.of("a")).parallelism(parallelism).sink("sink", word -> {});

        assertThat(Faults.of(builder)).isEmpty();
    }

    @Test
    void shouldRefuseAStateThatIsDeclaredTwice() {
        words().process(
                        "process",
                        PASS,
                        StateHandle.value("last-seen", Long.class),
                        StateHandle.value("lastSeen", String.class))
                .sink("sink", word -> {});

        assertThat(Faults.of(builder))
                .containsExactly(
                        "process: state is declared twice: state=lastSeen; give each state of a step its own name");
    }

    @Test
    void shouldRefuseATimeToLiveOutOfRange() {
        words().process(
                        "process",
                        PASS,
                        StateHandle.value("none", Long.class).withTtl(Duration.ZERO),
                        StateHandle.list("short", Long.class).withTtl(Duration.ofNanos(999_999)),
                        StateHandle.map("long", String.class, Long.class).withTtl(Duration.ofDays(36_501)),
                        StateHandle.reducing("fits", Long.class, Long::sum).withTtl(Duration.ofMillis(1)))
                .sink("sink", word -> {});

        assertThat(Faults.of(builder))
                .containsExactly(
                        "process: time to live of the state is out of range: state=none, ttl=PT0S;"
                                + " use at least 1 ms and at most PT876000H",
                        "process: time to live of the state is out of range: state=short, ttl=PT0.000999999S;"
                                + " use at least 1 ms and at most PT876000H",
                        "process: time to live of the state is out of range: state=long, ttl=PT876024H;"
                                + " use at least 1 ms and at most PT876000H");
    }

    @Test
    void shouldRefuseABadNameOfAState() {
        words().process("process", PASS, StateHandle.value("last seen", Long.class))
                .sink("sink", word -> {});

        assertThat(Faults.of(builder))
                .containsExactly("process: name of the state is not valid: name='last seen';"
                        + " use a letter, then letters, digits, dashes and underscores, at most 100");
    }

    @Test
    void shouldNameTheStepOfABadWindow() {
        words().window(WindowSpec.sliding(Duration.ZERO, Duration.ofMillis(-5)))
                .aggregate("count", Aggregates.count())
                .sink("sink", count -> {});

        assertThat(Faults.of(builder))
                .containsExactly(
                        "count: size of the window is out of range: size=PT0S; use at least 1 ms and at most PT876000H",
                        "count: slide of the window is out of range: slide=PT-0.005S;"
                                + " use at least 1 ms and at most PT876000H");
    }

    @Test
    void shouldRefuseSessionsOfAnAggregateThatCannotBeCombined() {
        words().window(WindowSpec.session(Duration.ofSeconds(1)))
                .aggregate("count", new PlainCount())
                .sink("sink", count -> {});

        assertThat(Faults.of(builder))
                .containsExactly("count: sessions merge, but the aggregate cannot be combined: aggregate="
                        + PlainCount.class.getName() + "; implement CombinableAggregate");
    }

    @Test
    void shouldAcceptAnAggregateThatCannotBeCombinedInOtherWindows() {
        words().window(WindowSpec.tumbling(Duration.ofSeconds(1)))
                .aggregate("tumbling", new PlainCount())
                .sink("sink", count -> {});

        assertThat(Faults.of(builder)).isEmpty();
    }

    @Test
    void shouldRefuseABadNameOfTheLateRecords() {
        OutputTag<String> late = OutputTag.of("", String.class);
        var counts = words().window(WindowSpec.tumbling(Duration.ofSeconds(1)))
                .lateRecordsTo(late)
                .aggregate("count", Aggregates.count());
        counts.sink("sink", count -> {});
        counts.sideOutput(late).sink("late", word -> {});

        assertThat(Faults.of(builder))
                .contains("count: name of the side output is not valid: name='';"
                        + " use a letter, then letters, digits, dashes and underscores, at most 100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.001S", "PT-1H", "PT876000H0.001S", "PT2562047788015215H30M7S"})
    void shouldRefuseADisorderOutOfRange(Duration bound) {
        builder.source("words", Sources.of("a"), WatermarkStrategy.boundedDisorder(bound))
                .sink("sink", word -> {});

        assertThat(Faults.of(builder))
                .containsExactly("words: bound of the disorder is out of range: bound=" + bound
                        + "; use zero or more, at most PT876000H");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.000999S", "PT2562047788015215H30M7S"})
    void shouldRefuseAnIdlenessOutOfRange(Duration idleAfter) {
        builder.source(
                        "words",
                        Sources.of("a"),
                        WatermarkStrategy.<String>inOrder().withIdleness(idleAfter))
                .sink("sink", word -> {});

        assertThat(Faults.of(builder))
                .containsExactly("words: idleness is out of range: idleAfter=" + idleAfter
                        + "; use at least 1 ms and at most PT876000H");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT2562047788015215H30M7S"})
    void shouldRefuseRecordsTooFarAheadOfTheClock(Duration maxAhead) {
        builder.source(
                        "words",
                        Sources.of("a"),
                        WatermarkStrategy.<String>inOrder().withMaxAhead(maxAhead))
                .sink("sink", word -> {});

        assertThat(Faults.of(builder))
                .containsExactly("words: time that records may be ahead of the clock is out of range: maxAhead="
                        + maxAhead + "; use zero or more, at most PT876000H");
    }

    private KeyedStream<String, String> words() {
        return builder.source("words", Sources.of("a")).keyBy(word -> word);
    }

    private static final class PlainCount implements Aggregate<String, LongAdder, Long> {

        @Override
        public LongAdder create() {
            return new LongAdder();
        }

        @Override
        public LongAdder add(LongAdder accumulator, String value) {
            accumulator.increment();
            return accumulator;
        }

        @Override
        public Long finish(LongAdder accumulator) {
            return accumulator.sum();
        }
    }
}
