package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.aggregate.Aggregates;
import io.millrace.function.Emitter;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.OutputTag;
import io.millrace.operator.KeyedContext;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import io.millrace.source.Sources;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.topology.TopologyDescription.InputDescription;
import io.millrace.topology.TopologyDescription.StepDescription;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataStreamTest {

    private static final WindowSpec MINUTE = WindowSpec.tumbling(Duration.ofMinutes(1));
    private static final String STRING = "java.lang.String";
    private static final String INTEGER = "java.lang.Integer";

    private final TopologyBuilder builder = TopologyBuilder.named("test");
    private final DataStream<String> words = builder.source("words", Sources.of("a"));

    // ---- names

    @Test
    void shouldNameStepsAfterTheOneBefore() {
        DataStream<String> trimmed = words.map(String::trim);
        trimmed.filter(word -> true).sink("first", word -> {});
        trimmed.filter(word -> true).sink("second", word -> {});
        words.flatMap((String word, Emitter<String> out) -> out.emit(word)).sink("third", word -> {});

        assertThat(builder.build().steps())
                .extracting(step -> step.name())
                .containsExactlyInAnyOrder(
                        "words",
                        "words-map",
                        "words-map-filter",
                        "words-map-filter-2",
                        "words-flatMap",
                        "first",
                        "second",
                        "third");
    }

    @Test
    void shouldNotTakeANameThatTheUserGave() {
        words.map("words-MAP", String::trim).sink("first", word -> {});
        words.map(String::trim).sink("second", word -> {});

        assertThat(builder.build().step("words-map-2").spec().kind()).isEqualTo("map");
    }

    // ---- types

    @Test
    void shouldTakeTypesFromFunctions() {
        words.map("length", String::length)
                .filter("positive", length -> length > 0)
                .map("text", new Text())
                .flatMap("named", DataStreamTest::split)
                .flatMap("split", new Split())
                .map("anonymous", new MapFunction<String, List<Integer>>() {
                    @Override
                    public List<Integer> apply(String value) {
                        return List.of(value.length());
                    }
                })
                .sink("sink", lengths -> {});

        assertThat(typeOf("words")).isEqualTo(STRING);
        assertThat(typeOf("length")).isEqualTo(INTEGER);
        assertThat(typeOf("positive")).isEqualTo(INTEGER);
        assertThat(typeOf("text")).isEqualTo(STRING);
        assertThat(typeOf("named")).isEqualTo(STRING);
        assertThat(typeOf("split")).isEqualTo(STRING);
        assertThat(typeOf("anonymous")).isEqualTo("java.util.List<java.lang.Integer>");
        assertThat(typeOf("sink")).isNull();
    }

    @Test
    void shouldTakeATypeFromTheStepThatReads() {
        words.flatMap("map-reads", (String word, Emitter<Integer> out) -> out.emit(1))
                .map(number -> number + 1)
                .sink("a", number -> {});
        words.flatMap("key-reads", (String word, Emitter<Integer> out) -> out.emit(1))
                .keyBy(number -> number)
                .window(MINUTE)
                .aggregate("count", Aggregates.count())
                .sink("b", count -> {});
        words.flatMap("sink-reads", (String word, Emitter<Integer> out) -> out.emit(1))
                .sink("c", number -> {});
        words.flatMap("writer-reads", (String word, Emitter<Integer> out) -> out.emit(1))
                .sinkTo("d", new IntegerSink());
        words.flatMap("nobody-tells", (String word, Emitter<List<Integer>> out) -> {})
                .sink("e", numbers -> {});

        assertThat(typeOf("map-reads")).isEqualTo(INTEGER);
        assertThat(typeOf("key-reads")).isEqualTo(INTEGER);
        assertThat(typeOf("sink-reads")).isEqualTo(INTEGER);
        assertThat(typeOf("writer-reads")).isEqualTo(INTEGER);
        assertThat(typeOf("nobody-tells")).isNull();
    }

    @Test
    void shouldTakeTheTypeOfASourceFromItsTimestamps() {
        builder.source("numbers", Sources.of(1L), WatermarkStrategy.boundedDisorder(Duration.ZERO, number -> number))
                .sink("numbers-sink", number -> {});
        words.sink("words-sink", word -> {});

        assertThat(typeOf("numbers")).isEqualTo("java.lang.Long");
    }

    @Test
    void shouldPreferTheNarrowerOfTwoExpectations() {
        DataStream<Integer> numbers = words.flatMap("numbers", (String word, Emitter<Integer> out) -> out.emit(1));
        numbers.map("any-number", (Number number) -> number.toString()).sink("a", text -> {});
        numbers.map("integer", (Integer number) -> number).sink("b", number -> {});
        numbers.map("again", (Number number) -> number.toString()).sink("c", text -> {});

        assertThat(typeOf("numbers")).isEqualTo(INTEGER);
    }

    @Test
    void shouldPreferATypeThatTheUserNames() {
        words.flatMap("numbers", (String word, Emitter<Integer> out) -> out.emit(1))
                .typed(Integer.class)
                .map("text", (Number number) -> number.toString())
                .sink("sink", text -> {});

        assertThat(typeOf("numbers")).isEqualTo(INTEGER);
    }

    @Test
    void shouldTellTheTypesOfWindowResults() {
        DataStream<Long> counts = words.keyBy(word -> word)
                .window(MINUTE)
                .aggregate("count", Aggregates.count())
                .values();
        counts.sink("sink", count -> {});

        assertThat(typeOf("count")).isEqualTo("io.millrace.window.WindowResult<java.lang.String, java.lang.Long>");
        assertThat(typeOf("count-map")).isEqualTo("java.lang.Long");
    }

    @Test
    void shouldTellTheTypesOfWindowResultsOfAUnion() {
        DataStream<String> more = builder.source("more", Sources.of("b"));
        more.union(words)
                .keyBy(word -> word)
                .window(MINUTE)
                .aggregate("max", Aggregates.max(String::compareTo))
                .sink("sink", max -> {});

        assertThat(typeOf("max")).isEqualTo("io.millrace.window.WindowResult<java.lang.String, java.lang.String>");
    }

    @Test
    void shouldTellWhatANamedProcessEmits() {
        words.keyBy(word -> word).process("process", DataStreamTest::process).sink("sink", lengths -> {});

        assertThat(typeOf("process")).isEqualTo("java.util.List<java.lang.Integer>");
    }

    // ---- edges

    @Test
    void shouldDealEachStreamOfAUnionInItsOwnWay() {
        DataStream<String> second = builder.source("second", Sources.of("b"));
        DataStream<String> third = builder.source("third", Sources.of("c"));
        words.rebalance().union(second).union(third.broadcast()).sink("sink", word -> {});

        assertThat(step("sink").inputs())
                .extracting(InputDescription::from, InputDescription::partitioning)
                .containsExactly(tuple("words", "rebalance"), tuple("second", "forward"), tuple("third", "broadcast"));
    }

    @Test
    void shouldReadASideOutput() {
        OutputTag<Integer> odd = OutputTag.of("odd", Integer.class);
        DataStream<String> split = words.flatMap("split", DataStreamTest::split);
        split.sideOutput(odd)
                .keyBy(number -> number)
                .window(MINUTE)
                .aggregate("count", Aggregates.count())
                .sink("odd-sink", count -> {});
        split.sink("sink", word -> {});

        assertThat(step("count").inputs()).containsExactly(new InputDescription("split", "odd", "keyed", INTEGER, 0));
    }

    @Test
    void shouldRefuseASideOutputOfTwoTypes() {
        DataStream<String> split = words.flatMap("split", DataStreamTest::split);
        split.sideOutput(OutputTag.of("odd", Integer.class));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> split.sideOutput(OutputTag.of("odd", Long.class)))
                .withMessage("Side output has two types: step=split, sideOutput=odd,"
                        + " types=[java.lang.Integer, java.lang.Long]; use one tag for both, or two names");
        split.sideOutput(OutputTag.of("odd", Integer.class));
    }

    @Test
    void shouldRefuseLateRecordsOfAnotherType() {
        WindowedResults<String, Long> counts = words.keyBy(word -> word)
                .window(MINUTE)
                .lateRecordsTo(OutputTag.of("late", String.class))
                .aggregate("count", Aggregates.count());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts.sideOutput(OutputTag.of("late", Long.class)))
                .withMessageContaining("step=count, sideOutput=late, types=[java.lang.String, java.lang.Long];");
    }

    @Test
    void shouldRefuseToSpeakOfAStepOnSeveralStreams() {
        DataStream<String> both = words.union(builder.source("more", Sources.of("b")));

        assertThatIllegalStateException()
                .isThrownBy(() -> both.parallelism(2))
                .withMessage("Stream is not the main output of one step: method=parallelism, outputs=[words, more];"
                        + " call it on the stream that the step itself returned");
        assertThatIllegalStateException().isThrownBy(both::blocking);
        assertThatIllegalStateException().isThrownBy(both::startsStage);
        assertThatIllegalStateException().isThrownBy(() -> both.typed(String.class));
        assertThatIllegalStateException().isThrownBy(() -> both.sideOutput(OutputTag.of("x", String.class)));
    }

    @Test
    void shouldRefuseToSpeakOfAStepOnDealtRecords() {
        assertThatIllegalStateException()
                .isThrownBy(() -> words.rebalance().parallelism(2))
                .withMessage("Stream is not the main output of one step: method=parallelism, outputs=[words];"
                        + " call it on the stream that the step itself returned");
    }

    @Test
    void shouldRefuseAStreamOfAnotherTopology() {
        TopologyBuilder otherBuilder = TopologyBuilder.named("other");
        DataStream<String> other = otherBuilder.source("words", Sources.of("b"));
        String message = "Streams belong to different topologies: topology=test, other=other;"
                + " build both with the same TopologyBuilder";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> words.union(other))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> words.keyBy(word -> word).connect(other.keyBy(word -> word)))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.operator(
                        "operator", TypeRef.of(String.class), () -> null, List.of(), List.of(words, other)))
                .withMessage(message);
    }

    // ---- tasks

    @Test
    void shouldCarryWhatIsSaidOfASink() {
        words.sink("plain", word -> {}).parallelism(3).startsStage();
        words.blockingSink("blocking", word -> {}).parallelism(2);
        words.blockingSinkTo("writer", (task, tasks) -> (word, timestampMillis) -> {});
        Topology topology = builder.build();

        assertThat(step("plain").parallelism()).isEqualTo(3);
        assertThat(topology.step("plain").startsStage()).isTrue();
        assertThat(step("plain").isBlocking()).isFalse();
        assertThat(step("blocking").parallelism()).isEqualTo(2);
        assertThat(step("blocking").isBlocking()).isTrue();
        assertThat(step("writer").isBlocking()).isTrue();
    }

    @Test
    void shouldCarryWhatIsSaidOfAWindow() {
        words.keyBy(word -> word)
                .window(MINUTE)
                .aggregate("count", Aggregates.count())
                .parallelism(4)
                .blocking()
                .startsStage()
                .typed(new TypeRef<WindowResult<String, Long>>() {})
                .values()
                .sink("sink", count -> {});

        assertThat(step("count").parallelism()).isEqualTo(4);
        assertThat(step("count").isBlocking()).isTrue();
    }

    // ---- missing arguments

    @Test
    void shouldRefuseMissingArguments() {
        KeyedStream<String, String> keyed = words.keyBy(word -> word);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> words.map("trim", null))
                .withMessage("Argument of a step is missing: argument=function, step=trim; null is not allowed here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> words.filter(null))
                .withMessageContaining("words-filter");
        assertThatIllegalArgumentException().isThrownBy(() -> words.flatMap("a", null));
        assertThatIllegalArgumentException().isThrownBy(() -> words.keyBy(null)).withMessageContaining("argument=key");
        assertThatIllegalArgumentException().isThrownBy(() -> words.sink("a", null));
        assertThatIllegalArgumentException().isThrownBy(() -> words.sinkTo("a", null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> words.sideOutput(null))
                .withMessageContaining("step=words");
        assertThatIllegalArgumentException().isThrownBy(() -> words.typed((TypeRef<String>) null));
        assertThatIllegalArgumentException().isThrownBy(() -> keyed.process("a", null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keyed.connect(keyed).process("a", null));
        assertThatIllegalArgumentException().isThrownBy(() -> keyed.window(null).aggregate("a", Aggregates.count()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keyed.window(MINUTE).aggregate("a", null));
    }

    private String typeOf(String step) {
        return step(step).outputType();
    }

    private StepDescription step(String name) {
        return builder.build().description().steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void split(String line, Emitter<String> out) {
        out.emit(line);
    }

    private static void process(String word, KeyedContext<String> context, Emitter<List<Integer>> out) {
        out.emit(List.of(word.length()));
    }

    private static final class Text implements MapFunction<Object, String> {
        @Override
        public String apply(Object value) {
            return value.toString();
        }
    }

    private static final class Split implements FlatMapFunction<String, String> {
        @Override
        public void apply(String line, Emitter<String> out) {
            out.emit(line);
        }
    }

    private static final class IntegerSink implements Sink<Integer> {
        @Override
        public SinkWriter<Integer> open(int taskIndex, int parallelism) {
            return (value, timestampMillis) -> {};
        }
    }
}
