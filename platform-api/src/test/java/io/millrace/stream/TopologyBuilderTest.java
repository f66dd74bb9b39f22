package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.millrace.aggregate.Aggregates;
import io.millrace.operator.Operator;
import io.millrace.source.Source;
import io.millrace.source.Sources;
import io.millrace.source.TextSource;
import io.millrace.state.StateHandle;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.type.TypeRef;
import io.millrace.type.ValueReader;
import io.millrace.type.ValueSerializer;
import io.millrace.type.ValueWriter;
import io.millrace.window.WindowSpec;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyBuilderTest {

    private static final TypeRef<String> STRING = TypeRef.of(String.class);

    private final TopologyBuilder builder = TopologyBuilder.named("test");

    // ---- what the description shows

    @Test
    void shouldDescribeATopology() {
        DataStream<String> words =
                builder.keyGroups(64).source("words", Sources.of("a")).parallelism(2);
        KeyedStream<String, String> keyed = words.keyBy(word -> word);
        keyed.window(WindowSpec.session(Duration.ofSeconds(1)))
                .aggregate("sessions", Aggregates.count())
                .sink("sessions-sink", count -> {});
        builder.operator(
                        "operator",
                        STRING,
                        Idle::new,
                        List.of(StateHandle.value("seen", Long.class)),
                        List.of(keyed, keyed))
                .blocking()
                .sink("operator-sink", word -> {})
                .parallelism(1);

        assertThat(builder.build()).hasToString("""
                test
                  source words x2 : java.lang.String
                  window sessions <- words (keyed) one-stage : io.millrace.window.WindowResult<java.lang.String, java.lang.Long>
                  operator operator <- words (keyed), words (keyed) blocking : java.lang.String
                  sink sessions-sink <- sessions (forward)
                  sink operator-sink <- operator (forward) x1""");
        assertThat(builder.build().description().keyGroups()).isEqualTo(64);
        assertThat(builder.build().description().steps().get(2).states()).containsExactly("seen");
    }

    @Test
    void shouldSayWhichWindowsAreAggregatedInTwoStages() {
        WindowSpec tumbling = WindowSpec.tumbling(Duration.ofSeconds(1));
        List<WindowSpec> twoStage = List.of(
                tumbling,
                tumbling.allowedLateness(Duration.ofSeconds(1)).discarding(),
                WindowSpec.sliding(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        List<WindowSpec> oneStage = List.of(
                tumbling.earlyEvery(10),
                tumbling.earlyEvery(Duration.ofSeconds(1)),
                WindowSpec.session(Duration.ofSeconds(1)),
                WindowSpec.global());

        assertThat(twoStage).allSatisfy(spec -> assertThat(aggregationOf(spec)).isEqualTo("two-stage"));
        assertThat(oneStage).allSatisfy(spec -> assertThat(aggregationOf(spec)).isEqualTo("one-stage"));
    }

    // ---- parallelism

    @Test
    void shouldGiveAStepTheParallelismOfWhatForwardsToIt() {
        DataStream<String> narrow = builder.source("narrow", Sources.of("a")).parallelism(2);
        DataStream<String> wide = builder.source("wide", Sources.of("b")).parallelism(5);
        DataStream<String> open = builder.source("open", Sources.of("c"));
        narrow.map("follows", String::trim).sink("end", word -> {});
        narrow.union(wide).sink("widest", word -> {});
        narrow.rebalance().sink("dealt", word -> {});
        open.sink("undecided", word -> {});
        Topology topology = builder.build();

        assertThat(parallelismOf(topology, "follows")).isEqualTo(2);
        assertThat(parallelismOf(topology, "end")).isEqualTo(2);
        assertThat(parallelismOf(topology, "widest")).isEqualTo(5);
        assertThat(parallelismOf(topology, "dealt")).isEqualTo(3);
        assertThat(parallelismOf(topology, "open")).isEqualTo(3);
        assertThat(parallelismOf(topology, "undecided")).isEqualTo(3);
    }

    @Test
    void shouldKnowThatAStreamBlocks() {
        builder.source("stdin", TextSource.ofStream(InputStream::nullInputStream))
                .sink("sink", line -> {});

        assertThat(builder.build().step("stdin").isBlocking()).isTrue();
    }

    // ---- serializers

    @Test
    void shouldKeepSerializersByType() {
        ValueSerializer<String> serializer = new Nothing(1);
        builder.serializer(STRING, serializer).source("words", Sources.of("a")).sink("sink", word -> {});

        assertThat(builder.build().serializers()).hasSize(1).containsEntry(STRING, serializer);
    }

    @Test
    void shouldRefuseTwoSerializersOfAType() {
        builder.serializer(STRING, new Nothing(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.serializer(new TypeRef<String>() {}, new Nothing(2)))
                .withMessage("Type has two serializers: type=java.lang.String, serializers=[" + Nothing.class.getName()
                        + ", " + Nothing.class.getName() + "]; leave one out");
    }

    @Test
    void shouldRefuseAVersionBelowOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.serializer(STRING, new Nothing(0)))
                .withMessage("Version of a serializer is out of range: type=java.lang.String, version=0;"
                        + " count versions from 1");
    }

    // ---- what is missing or unknown

    @Test
    void shouldRefuseMissingArguments() {
        assertThatNullPointerException()
                .isThrownBy(() -> TopologyBuilder.named(null))
                .withMessage("name of the topology");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.source(null, Sources.of("a")))
                .withMessage("name of the step");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.source("words", (Source<String>) null))
                .withMessage("Argument of a step is missing: argument=source, step=words; null is not allowed here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.source("words", Sources.of("a"), (WatermarkStrategy<String>) null))
                .withMessageContaining("argument=watermarks, step=words");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.operator("operator", null, Idle::new, List.of(), List.of()))
                .withMessageContaining("argument=outputType, step=operator");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.operator("operator", STRING, null, List.of(), List.of()))
                .withMessageContaining("argument=factory, step=operator");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.serializer(null, new Nothing(1)))
                .withMessage("type");
    }

    @Test
    void shouldNameTheStepsWhenAskedForAnother() {
        builder.source("words", Sources.of("a")).sink("sink", word -> {});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.build().step("Words"))
                .withMessageStartingWith("Topology has no such step: topology=test, step=Words; it has [");
    }

    private static String aggregationOf(WindowSpec spec) {
        TopologyBuilder builder = TopologyBuilder.named("test");
        builder.source("words", Sources.of("a"))
                .keyBy(word -> word)
                .window(spec)
                .aggregate("count", Aggregates.count())
                .sink("sink", count -> {});
        return builder.build().description().steps().get(1).aggregation();
    }

    private static int parallelismOf(Topology topology, String step) {
        return topology.parallelismOf(topology.step(step), 3);
    }

    private static final class Idle implements Operator<String, String> {
        @Override
        public void onRecord(int input, String value, long timestampMillis) {}
    }

    private record Nothing(int version) implements ValueSerializer<String> {
        @Override
        public void write(String value, ValueWriter out) {}

        @Override
        public String read(ValueReader in, int version) {
            return "";
        }
    }
}
