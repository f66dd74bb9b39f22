package io.millrace.topology;

import static io.millrace.topology.Guarantee.AT_LEAST_ONCE;
import static io.millrace.topology.Guarantee.AT_MOST_ONCE;
import static io.millrace.topology.Guarantee.EXACTLY_ONCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.file.FileSink;
import io.millrace.function.OutputTag;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import io.millrace.source.Source;
import io.millrace.source.Sources;
import io.millrace.source.TextSource;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GuaranteeReportTest {

    private static final Source<String> REPLAYABLE = Sources.of("a");
    private static final Source<String> FLEETING = TextSource.ofStream(InputStream::nullInputStream);
    private static final Sink<String> TRANSACTIONAL = FileSink.text(Path.of("out"), line -> line);
    private static final Sink<String> IDEMPOTENT = new IdempotentSink();
    private static final Sink<String> PLAIN = (task, tasks) -> (value, time) -> {};

    private static final String GOES_BACK = "source 'in' goes back to where the checkpoint was, and ";
    private static final String LOSES = "source 'in' cannot be replayed, so that after a failure what it gave since the"
            + " last checkpoint is lost: use a source that can go back to a position";
    private static final String REPEATS =
            "sink 'out' neither takes part in checkpoints nor is idempotent, so that after a"
                    + " failure some results are written twice: use a transactional sink, or declare it idempotent if it is";
    private static final String ASKS_LITTLE =
            "the topology asks for AT_MOST_ONCE, so that no checkpoints are taken: ask for more";
    private static final String ASKS_LESS =
            "the topology asks for AT_LEAST_ONCE, so that records may count twice after a"
                    + " failure: ask for EXACTLY_ONCE";

    @ParameterizedTest
    @MethodSource("paths")
    void shouldTakeTheWeakestOfTopologySourceAndSink(
            Guarantee asked, Source<String> source, Sink<String> sink, Guarantee expected, String reason) {
        TopologyBuilder builder = TopologyBuilder.named("test").guarantee(asked);
        builder.source("in", source).typed(String.class).sinkTo("out", sink);

        assertThat(builder.build().guarantees().paths())
                .containsExactly(new PathGuarantee("in", "out", expected, reason));
    }

    static Stream<Arguments> paths() {
        return Stream.of(
                Arguments.of(
                        EXACTLY_ONCE,
                        REPLAYABLE,
                        TRANSACTIONAL,
                        EXACTLY_ONCE,
                        GOES_BACK + "sink 'out' takes part in checkpoints"),
                Arguments.of(
                        EXACTLY_ONCE, REPLAYABLE, IDEMPOTENT, EXACTLY_ONCE, GOES_BACK + "sink 'out' is idempotent"),
                Arguments.of(EXACTLY_ONCE, REPLAYABLE, PLAIN, AT_LEAST_ONCE, REPEATS),
                Arguments.of(EXACTLY_ONCE, FLEETING, TRANSACTIONAL, AT_MOST_ONCE, LOSES),
                Arguments.of(EXACTLY_ONCE, FLEETING, PLAIN, AT_MOST_ONCE, LOSES + "; " + REPEATS),
                Arguments.of(AT_LEAST_ONCE, REPLAYABLE, TRANSACTIONAL, AT_LEAST_ONCE, ASKS_LESS),
                Arguments.of(AT_LEAST_ONCE, REPLAYABLE, PLAIN, AT_LEAST_ONCE, ASKS_LESS),
                Arguments.of(AT_LEAST_ONCE, FLEETING, PLAIN, AT_MOST_ONCE, LOSES),
                Arguments.of(AT_MOST_ONCE, REPLAYABLE, TRANSACTIONAL, AT_MOST_ONCE, ASKS_LITTLE),
                Arguments.of(AT_MOST_ONCE, FLEETING, PLAIN, AT_MOST_ONCE, ASKS_LITTLE));
    }

    @Test
    void shouldFollowEveryEdgeAndRateASinkByItsWeakestPath() {
        OutputTag<String> aside = OutputTag.of("aside", String.class);
        TopologyBuilder builder = TopologyBuilder.named("test");
        DataStream<String> good = builder.source("good", REPLAYABLE).typed(String.class);
        DataStream<String> bad = builder.source("bad", FLEETING).typed(String.class);
        DataStream<String> split =
                good.<String>flatMap("split", (line, out) -> out.emit(line)).typed(String.class);
        split.sideOutput(aside).sinkTo("aside-out", TRANSACTIONAL);
        split.union(split.map("again", line -> line)).union(bad).sinkTo("all-out", TRANSACTIONAL);

        GuaranteeReport report = builder.build().guarantees();

        assertThat(report.paths())
                .extracting(PathGuarantee::source, PathGuarantee::sink, PathGuarantee::guarantee)
                .containsExactlyInAnyOrder(
                        tuple("good", "aside-out", EXACTLY_ONCE),
                        tuple("good", "all-out", EXACTLY_ONCE),
                        tuple("bad", "all-out", AT_MOST_ONCE));
        assertThat(report.weakest())
                .extracting(PathGuarantee::source, PathGuarantee::sink)
                .containsExactlyInAnyOrder(tuple("good", "aside-out"), tuple("bad", "all-out"));
    }

    @Test
    void shouldTakeTheUsersWordForAnIdempotentSink() {
        TopologyBuilder builder = TopologyBuilder.named("test");
        builder.source("in", REPLAYABLE)
                .typed(String.class)
                .sink("out", line -> {})
                .idempotent();

        assertThat(builder.build().guarantees().weakest())
                .extracting(PathGuarantee::guarantee)
                .containsExactly(EXACTLY_ONCE);
    }

    @Test
    void shouldSayWhereADeclaredSinkIsMadeIdempotent() {
        DataStream<String> stream = TopologyBuilder.named("test").source("in", REPLAYABLE);

        assertThatIllegalStateException()
                .isThrownBy(() -> stream.sink("out").idempotent())
                .withMessage("Sink is declared elsewhere: step=out;"
                        + " say there that it is idempotent, as in @Sink(idempotent = true)");
    }

    @Test
    void shouldPromiseLittleWhileStepsAreNotKnown() {
        TopologyBuilder builder = TopologyBuilder.named("test");
        builder.source("in", String.class).sink("out");

        assertThat(builder.build().guarantees().paths())
                .containsExactly(new PathGuarantee(
                        "in",
                        "out",
                        AT_MOST_ONCE,
                        "source 'in' is declared elsewhere and not known yet;"
                                + " sink 'out' is declared elsewhere and not known yet"));
    }

    @Test
    void shouldStandInTheDescription() {
        TopologyBuilder builder = TopologyBuilder.named("test").checkpointInterval(Duration.ofSeconds(3));
        builder.source("in", REPLAYABLE).typed(String.class).sinkTo("out", TRANSACTIONAL);
        Topology topology = builder.build();

        assertThat(topology.description().guarantees()).isEqualTo(topology.guarantees());
        assertThat(topology.description().guarantees().asked())
                .isEqualTo(new Checkpointing(EXACTLY_ONCE, Duration.ofSeconds(3)));
        assertThat(topology.withCheckpointing(topology.checkpointing().withGuarantee(AT_MOST_ONCE))
                        .description()
                        .guarantees()
                        .paths())
                .extracting(PathGuarantee::guarantee)
                .isEqualTo(List.of(AT_MOST_ONCE));
    }

    private static final class IdempotentSink implements Sink<String> {

        @Override
        public SinkWriter<String> open(int taskIndex, int parallelism) {
            return (value, timestampMillis) -> {};
        }

        @Override
        public boolean isIdempotent() {
            return true;
        }
    }
}
