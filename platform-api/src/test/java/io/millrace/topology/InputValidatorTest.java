package io.millrace.topology;

import static io.millrace.topology.Steps.forward;
import static io.millrace.topology.Steps.keyed;
import static io.millrace.topology.Steps.map;
import static io.millrace.topology.Steps.sink;
import static io.millrace.topology.Steps.source;
import static io.millrace.topology.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.Aggregates;
import io.millrace.function.Emitter;
import io.millrace.function.OutputTag;
import io.millrace.operator.Operator;
import io.millrace.source.Sources;
import io.millrace.state.StateHandle;
import io.millrace.stream.DataStream;
import io.millrace.stream.KeyedStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowSpec;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InputValidatorTest {

    private static final WindowSpec MINUTE = WindowSpec.tumbling(Duration.ofMinutes(1));
    private static final TypeRef<String> STRING = TypeRef.of(String.class);

    private final TopologyBuilder builder = TopologyBuilder.named("test");
    private final DataStream<String> words =
            builder.source("words", Sources.of("a")).typed(String.class);

    // ---- keys

    @Test
    void shouldRefuseKeyedStateWithoutAKey() {
        builder.operator(
                        "count",
                        STRING,
                        () -> new Pass(),
                        List.of(StateHandle.value("count", Long.class)),
                        List.of(words))
                .sink("sink", value -> {});

        assertThat(Faults.of(builder))
                .containsExactly("count: step keeps state for each key, but its input has no key: input=words;"
                        + " put keyBy before it");
    }

    @Test
    void shouldAcceptAnOperatorWithoutStateOnAnyInput() {
        builder.operator("pass", STRING, () -> new Pass(), List.of(), List.of(words, words.keyBy(word -> word)))
                .sink("sink", value -> {});

        assertThat(Faults.of(builder)).isEmpty();
    }

    @Test
    void shouldRefuseAWindowWithoutAKey() {
        Step window = step("window", new StepSpec.WindowAggregate(MINUTE, Aggregates.count(), null), null, "a");

        assertThat(Faults.of(source("a"), window, sink("b", "window")))
                .containsExactly(
                        "window: step keeps state for each key, but its input has no key: input=a; put keyBy before it");
    }

    @Test
    void shouldRefuseAKeyOfUnknownType() {
        countBy(words.keyBy(InputValidatorTest::anything));

        assertThat(Faults.of(builder))
                .containsExactly(
                        "count: type of the key is not known: input=words; name it: keyBy(Key.class, function)");
    }

    @Test
    void shouldAcceptAKeyWhoseTypeIsNamed() {
        countBy(words.keyBy(String.class, InputValidatorTest::anything));

        assertThat(Faults.of(builder)).isEmpty();
    }

    @Test
    void shouldRefuseAKeyWithAnIdentityHash() {
        countBy(words.keyBy(word -> new Opaque()));

        assertThat(Faults.of(builder))
                .containsExactly("count: key has no stable hash: input=words, keyType=" + Opaque.class.getName()
                        + " (the hash code of " + Opaque.class.getName() + " may differ between processes);"
                        + " use a string, number, UUID, enum or a record of these as key");
    }

    @Test
    void shouldRefuseARecordThatHoldsAnIdentityHash() {
        countBy(words.keyBy(word -> new Wrapped(word, new Opaque())));

        assertThat(Faults.of(builder))
                .singleElement()
                .asString()
                .startsWith("count: key has no stable hash: input=words, keyType=" + Wrapped.class.getName()
                        + " (component opaque of " + Wrapped.class.getName() + ": the hash code of "
                        + Opaque.class.getName() + " may differ between processes)");
    }

    @Test
    void shouldRefuseAnArrayInARecord() {
        countBy(words.keyBy(word -> new Bytes(word.getBytes(StandardCharsets.UTF_8))));

        assertThat(Faults.of(builder))
                .singleElement()
                .asString()
                .contains("(component bytes of " + Bytes.class.getName()
                        + ": an array inside a record is compared by identity, not by content)");
    }

    @Test
    void shouldAcceptKeysWithAStableHash() {
        countBy("by-day", words.keyBy(word -> DayOfWeek.MONDAY));
        countBy("by-record", words.keyBy(word -> new Slot(DayOfWeek.MONDAY, 1)));
        countBy("by-bytes", words.keyBy(word -> word.getBytes(StandardCharsets.UTF_8)));
        countBy("by-length", words.keyBy(String::length));
        countBy("by-id", words.keyBy(word -> UUID.randomUUID()));

        assertThat(Faults.of(builder)).isEmpty();
    }

    @Test
    void shouldRefuseInputsWhoseKeysDifferInType() {
        StepInput byString = keyed("a", 0);
        StepInput byLong = new StepInput("a", null, new Partitioning.Keyed(value -> 1L, TypeRef.of(Long.class)), 1);
        Step both = step("both", new StepSpec.CoProcessKeyed(new Steps.Idle(), List.of()), STRING, byString, byLong);

        assertThat(Faults.of(source("a"), both, sink("b", "both")))
                .containsExactly("both: keys of the inputs differ in type: keyTypes=[java.lang.Long, java.lang.String];"
                        + " equal keys of two types go to different tasks: use one type");
    }

    // ---- types

    @Test
    void shouldRefuseAnExchangeOfUnknownType() {
        words.map(InputValidatorTest::anything).rebalance().sink("sink", InputValidatorTest::ignore);

        assertThat(Faults.of(builder))
                .containsExactly("sink: type of the exchange is not known: from=words-map, to=sink;"
                        + " add .typed(Type.class) or .typed(new TypeRef<…>() {}) after step words-map");
    }

    @Test
    void shouldRefuseAnUnknownTypeWhereTheNumberOfTasksChanges() {
        unknown().filter("filter", value -> true).parallelism(3).sink("sink", InputValidatorTest::ignore);

        assertThat(Faults.of(builder)).singleElement().asString().contains("from=words-map, to=filter;");
    }

    @Test
    void shouldRefuseAnUnknownTypeWhereAStageStarts() {
        unknown().filter("filter", value -> true).startsStage().sink("sink", InputValidatorTest::ignore);

        assertThat(Faults.of(builder)).singleElement().asString().contains("from=words-map, to=filter;");
    }

    @Test
    void shouldRefuseAnUnknownTypeBeforeABlockingSink() {
        unknown().blockingSink("sink", InputValidatorTest::ignore);

        assertThat(Faults.of(builder)).singleElement().asString().contains("from=words-map, to=sink;");
    }

    @Test
    void shouldRefuseAnUnknownTypeInAUnion() {
        unknown().union(unknown()).sink("sink", InputValidatorTest::ignore);

        assertThat(Faults.of(builder))
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault).contains("type of the exchange is not known"));
    }

    @Test
    void shouldAcceptAnUnknownTypeInsideAStage() {
        unknown().filter(value -> true).sink("sink", InputValidatorTest::ignore);

        assertThat(Faults.of(builder)).isEmpty();
    }

    @Test
    void shouldAcceptAnExchangeWhoseTypeIsNamed() {
        DataStream<List<String>> lists = words.map(InputValidatorTest::anything);
        lists.typed(new TypeRef<List<String>>() {}).rebalance().sink("sink", value -> {});

        assertThat(Faults.of(builder)).isEmpty();
    }

    @Test
    void shouldRefuseAnAccumulatorOfUnknownType() {
        words.keyBy(word -> word).window(MINUTE).aggregate("last", new Last<>()).sink("sink", value -> {});

        assertThat(Faults.of(builder))
                .containsExactly("last: type of the accumulator is not known: aggregate=" + Last.class.getName()
                        + "; name the type arguments where the class implements Aggregate, or override"
                        + " accumulatorType");
    }

    // ---- side outputs

    @Test
    void shouldRefuseASideOutputThatIsNeverWritten() {
        OutputTag<String> tag = OutputTag.of("odd", String.class);
        words.map(String::trim).sideOutput(tag).sink("sink", value -> {});

        assertThat(Faults.of(builder))
                .containsExactly("sink: side output is never written: from=words-map, kind=map, sideOutput=odd;"
                        + " emit to it in a flatMap, process or operator, or declare it with lateRecordsTo");
    }

    @Test
    void shouldRefuseASideOutputThatAWindowDoesNotDeclare() {
        var counts = words.keyBy(word -> word)
                .window(MINUTE)
                .lateRecordsTo(OutputTag.of("late", String.class))
                .aggregate("count", Aggregates.count());
        counts.sideOutput(OutputTag.of("late", String.class)).sink("late-words", value -> {});
        counts.sideOutput(OutputTag.of("later", String.class)).sink("later-words", value -> {});

        assertThat(Faults.of(builder))
                .singleElement()
                .asString()
                .startsWith("later-words: side output is never written: from=count, kind=window, sideOutput=later;");
    }

    @Test
    void shouldRefuseLateRecordsThatNobodyReads() {
        words.keyBy(word -> word)
                .window(MINUTE)
                .lateRecordsTo(OutputTag.of("late", String.class))
                .aggregate("count", Aggregates.count())
                .sink("sink", value -> {});

        assertThat(Faults.of(builder))
                .containsExactly("count: late records go to a side output that nobody reads: sideOutput=late;"
                        + " read it with sideOutput, or leave lateRecordsTo out to have them counted");
    }

    @Test
    void shouldRefuseABadNameOfASideOutput() {
        DataStream<String> split = words.flatMap(InputValidatorTest::split);
        split.sink("sink", value -> {});
        split.sideOutput(OutputTag.of("too late", String.class)).sink("late", value -> {});

        assertThat(Faults.of(builder))
                .containsExactly("late: name of the side output is not valid: name='too late';"
                        + " use a letter, then letters, digits, dashes and underscores, at most 100");
    }

    // ---- numbers and doubles

    @Test
    void shouldRefuseAnInputThatIsConnectedTwice() {
        words.union(words).sink("sink", value -> {});

        assertThat(Faults.of(builder))
                .containsExactly("sink: input is connected twice: input=words;"
                        + " a union takes each stream once: leave one of them out");
    }

    @Test
    void shouldAcceptAStreamThatMeetsItself() {
        Step both = step(
                "both", new StepSpec.CoProcessKeyed(new Steps.Idle(), List.of()), STRING, keyed("a", 0), keyed("a", 1));

        assertThat(Faults.of(source("a"), both, sink("b", "both"))).isEmpty();
    }

    @Test
    void shouldRefuseAStepOnTwoInputsThatHasOne() {
        Step both = step("both", new StepSpec.CoProcessKeyed(new Steps.Idle(), List.of()), STRING, keyed("a", 0));

        assertThat(Faults.of(source("a"), both, sink("b", "both")))
                .containsExactly("both: inputs have wrong numbers: numbers=[0], expected=2;"
                        + " number the inputs of the step from 0 without a gap");
    }

    @Test
    void shouldRefuseASecondInputOfAMap() {
        Step map = step(
                "map",
                new StepSpec.MapValues(value -> value),
                STRING,
                forward("a"),
                new StepInput("b", null, Partitioning.FORWARD, 1));

        assertThat(Faults.of(source("a"), map("b", "a"), map, sink("c", "map")))
                .containsExactly("map: inputs have wrong numbers: numbers=[0, 1], expected=1;"
                        + " number the inputs of the step from 0 without a gap");
    }

    private DataStream<List<String>> unknown() {
        return words.map(InputValidatorTest::anything);
    }

    private void countBy(KeyedStream<?, String> keyed) {
        countBy("count", keyed);
    }

    private static void countBy(String name, KeyedStream<?, String> keyed) {
        keyed.window(MINUTE).aggregate(name, Aggregates.count()).sink(name + "-sink", value -> {});
    }

    /** A method whose result says nothing of its type. */
    private static <T> T anything(String word) {
        throw new UnsupportedOperationException("never called: word=" + word);
    }

    private static void ignore(Object value) {}

    private static void split(String word, Emitter<String> out) {
        out.emit(word);
    }

    private static final class Opaque {}

    private record Wrapped(String word, Opaque opaque) {}

    private record Bytes(byte[] bytes) {}

    private record Slot(DayOfWeek day, int hour) {}

    private static final class Pass implements Operator<String, String> {
        @Override
        public void onRecord(int input, String value, long timestampMillis) {}
    }

    /** Tells neither the type of its accumulator nor that of its result. */
    private static final class Last<T> implements Aggregate<T, List<T>, T> {

        @Override
        public List<T> create() {
            return new ArrayList<>();
        }

        @Override
        public List<T> add(List<T> accumulator, T value) {
            accumulator.add(value);
            return accumulator;
        }

        @Override
        public T finish(List<T> accumulator) {
            return accumulator.get(accumulator.size() - 1);
        }
    }
}
