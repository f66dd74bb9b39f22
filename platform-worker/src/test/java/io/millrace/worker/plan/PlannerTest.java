package io.millrace.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.Aggregates;
import io.millrace.function.OutputTag;
import io.millrace.partition.KeyGroups;
import io.millrace.source.Sources;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.stream.WindowedResults;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Partitioning;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final OutputTag<String> LATE = OutputTag.of("late", String.class);
    private static final WindowSpec TEN = WindowSpec.tumbling(Duration.ofMillis(10));

    private final TopologyBuilder builder = TopologyBuilder.named("planned");

    @Test
    void shouldFuseForwardEdgesOfOneParallelism() {
        words().filter("some", word -> true).sink("out", word -> {});
        Plan plan = plan(3);
        assertThat(stages(plan)).containsExactly("x3 [words, map, some, out]");
        assertThat(plan.exchanges()).isEmpty();
    }

    @Test
    void shouldFuseEveryBranchOfAFork() {
        DataStream<String> words = words();
        words.sink("left", word -> {});
        words.sink("right", word -> {});
        assertThat(stages(plan(2))).containsExactly("x2 [words, map, left, right]");
    }

    @Test
    void shouldAggregateInTwoStagesAcrossAnExchange() {
        words().keyBy(word -> word)
                .window(TEN)
                .aggregate("counts", Aggregates.count())
                .sink("out", result -> {});
        Plan plan = plan(2);
        assertThat(stages(plan)).containsExactly("x2 [words, map, counts (combining)]", "x2 [counts, out]");
        assertThat(exchanges(plan)).containsExactly("counts (combining) -> counts keyed 0");
        assertThat(plan.exchanges().get(0).toString()).contains("partial");
    }

    @Test
    void shouldElideEveryExchangeInOneTask() {
        words().keyBy(word -> word)
                .window(TEN)
                .aggregate("counts", Aggregates.count())
                .rebalance()
                .map("dealt", result -> result.key())
                .broadcast()
                .sink("out", word -> {});
        Plan plan = plan(1);
        assertThat(stages(plan)).containsExactly("x1 [words, map, counts, dealt, out]");
        PlanNode counts = plan.stages().get(0).nodes().get(2);
        assertThat(counts.role()).isEqualTo(PlanNode.Role.WHOLE);
        assertThat(counts.link()).isInstanceOf(Partitioning.Keyed.class);
    }

    @Test
    void shouldAggregateInOneStageWhereTwoAreNotPossible() {
        DataStream<String> words = words();
        words.keyBy(word -> word).window(TEN).aggregate("plain", new Plain()).sink("a", result -> {});
        words.keyBy(word -> word)
                .window(TEN.earlyEvery(5))
                .aggregate("early", Aggregates.count())
                .sink("b", result -> {});
        words.keyBy(word -> word)
                .window(WindowSpec.session(Duration.ofMillis(10)))
                .aggregate("sessions", Aggregates.count())
                .sink("c", result -> {});
        words.keyBy(word -> word)
                .window(WindowSpec.global())
                .aggregate("global", Aggregates.count())
                .sink("d", result -> {});
        assertThat(stages(plan(2)))
                .containsExactlyInAnyOrder(
                        "x2 [words, map]", "x2 [plain, a]", "x2 [early, b]", "x2 [sessions, c]", "x2 [global, d]");
    }

    /** Combining would run the code of an aggregate that may block on the threads of the step before it. */
    @Test
    void shouldAggregateInOneStageWhatMayBlock() {
        words().keyBy(word -> word)
                .window(TEN)
                .aggregate("counts", Aggregates.count())
                .blocking()
                .sink("out", result -> {});
        assertThat(stages(plan(2))).containsExactly("x2 [words, map]", "x2 blocking [counts]", "x2 [out]");
    }

    /** A partial result that comes late, after a source was idle, could not be taken apart for the side output. */
    @Test
    void shouldAggregateInOneStageWhereASideOutputMustSeeWhatComesAfterIdleness() {
        WatermarkStrategy<String> watermarks =
                WatermarkStrategy.<String>inOrder().withIdleness(Duration.ofMillis(10));
        WindowedResults<String, Long> counts = builder.source("words", Sources.of("a"), watermarks)
                .keyBy(word -> word)
                .window(TEN)
                .lateRecordsTo(LATE)
                .aggregate("counts", Aggregates.count());
        counts.sink("out", result -> {});
        counts.sideOutput(LATE).sink("late", word -> {});
        assertThat(stages(plan(2))).containsExactly("x2 [words]", "x2 [counts, out, late]");
    }

    @Test
    void shouldTakeLateRecordsFromTheStageThatJudgesThem() {
        WindowedResults<String, Long> counts =
                words().keyBy(word -> word).window(TEN).lateRecordsTo(LATE).aggregate("counts", Aggregates.count());
        counts.sink("out", result -> {});
        counts.sideOutput(LATE).sink("late", word -> {});
        Plan plan = plan(2);
        assertThat(stages(plan)).containsExactly("x2 [words, map, counts (combining), late]", "x2 [counts, out]");
        PlanNode late = plan.stages().get(0).nodes().get(3);
        assertThat(late.parent()).hasToString("counts (combining)");
        assertThat(late.parentOutput()).isEqualTo("late");
    }

    /** Even a side output of that name is not the main output. */
    @Test
    void shouldTellASideOutputCalledNullFromTheMainOutput() {
        OutputTag<String> tag = OutputTag.of("null", String.class);
        WindowedResults<String, Long> counts =
                words().keyBy(word -> word).window(TEN).lateRecordsTo(tag).aggregate("counts", Aggregates.count());
        counts.sink("out", result -> {});
        counts.sideOutput(tag).sink("late", word -> {});
        assertThat(stages(plan(2))).containsExactly("x2 [words, map, counts (combining), late]", "x2 [counts, out]");
    }

    @Test
    void shouldCombineInEveryInputOfAUnionAndCollectTheirLateRecords() {
        DataStream<String> more = builder.source("more", Sources.of("a")).map("more-words", word -> word);
        WindowedResults<String, Long> counts = words().union(more)
                .keyBy(word -> word)
                .window(TEN)
                .lateRecordsTo(LATE)
                .aggregate("counts", Aggregates.count());
        counts.sink("out", result -> {});
        counts.sideOutput(LATE).sink("late", word -> {});
        Plan plan = plan(2);
        assertThat(stages(plan))
                .containsExactlyInAnyOrder(
                        "x2 [words, map, counts (combining)]",
                        "x2 [more, more-words, counts (combining)]",
                        "x2 [counts, out]",
                        "x2 [late]");
        assertThat(exchanges(plan))
                .containsExactlyInAnyOrder(
                        "counts (combining) -> counts keyed 0",
                        "counts (combining) -> counts keyed 0",
                        "counts (combining).late -> late forward 0",
                        "counts (combining).late -> late forward 0");
    }

    @Test
    void shouldJoinBranchesThatMeetAgainInAStageOfTheirOwn() {
        DataStream<String> words = words();
        words.filter("left", word -> true)
                .union(words.filter("right", word -> true))
                .sink("out", word -> {});
        Plan plan = plan(2);
        assertThat(stages(plan)).containsExactly("x2 [words, map, left, right]", "x2 [out]");
        assertThat(exchanges(plan)).containsExactly("left -> out forward 0", "right -> out forward 0");
        assertThat(plan.exchanges()).allMatch(Exchange::isOneToOne);
    }

    @Test
    void shouldCutWhereThreadsOrParallelismDifferOrTheUserSaysSo() {
        words().blockingSink("blocking", word -> {});
        DataStream<String> others = builder.source("others", Sources.of("a"));
        others.map("wide", word -> word).parallelism(3).sink("wide-out", word -> {});
        others.sink("cut", word -> {}).startsStage();
        Plan plan = plan(2);
        assertThat(stages(plan))
                .containsExactlyInAnyOrder(
                        "x2 [words, map]", "x2 blocking [blocking]", "x2 [others]", "x3 [wide, wide-out]", "x2 [cut]");
        assertThat(plan.exchanges())
                .filteredOn(exchange -> exchange.to().name().startsWith("wide"))
                .noneMatch(Exchange::isOneToOne);
        assertThat(plan.into(plan.stages().get(1)))
                .allMatch(exchange -> exchange.to() == plan.stages().get(1));
    }

    @Test
    void shouldNumberTheInputsOfAnOperator() {
        DataStream<String> words = words();
        builder.operator(
                        "both",
                        TypeRef.of(String.class),
                        () -> (input, value, timestamp) -> {},
                        List.of(),
                        List.of(words.keyBy(word -> word), words.broadcast()))
                .sink("out", word -> {});
        assertThat(exchanges(plan(2))).containsExactly("map -> both keyed 0", "map -> both broadcast 1");
        assertThat(exchanges(plan(1))).containsExactly("map -> both keyed 0", "map -> both broadcast 1");
    }

    @Test
    void shouldOrderStagesByWhatTheyRead() {
        DataStream<String> words = words();
        DataStream<String> left = words.rebalance().map("left", word -> word);
        left.union(words).rebalance().sink("out", word -> {});
        Plan plan = plan(2);
        for (Exchange exchange : plan.exchanges()) {
            assertThat(exchange.from().stage().number())
                    .isLessThan(exchange.to().number());
        }
        assertThat(plan.stages()).extracting(Stage::number).containsExactly(0, 1, 2);
    }

    @Test
    void shouldKeepTheDefaultNumberOfKeyGroups() {
        words().sink("out", word -> {});
        assertThat(plan(2).topology().keyGroups()).isEqualTo(new KeyGroups(KeyGroups.DEFAULT_COUNT));
    }

    private DataStream<String> words() {
        return builder.source("words", Sources.of("a", "b")).map("map", word -> word);
    }

    private Plan plan(int parallelism) {
        return Planner.plan(builder.build(), parallelism);
    }

    private static List<String> stages(Plan plan) {
        return plan.stages().stream()
                .map(stage -> "x" + stage.parallelism() + (stage.isBlocking() ? " blocking " : " ") + stage.nodes())
                .toList();
    }

    private static List<String> exchanges(Plan plan) {
        return plan.exchanges().stream()
                .map(exchange -> exchange.from()
                        + (exchange.output() == null ? "" : "." + exchange.output())
                        + " -> "
                        + exchange.to().nodes().get(0)
                        + " "
                        + exchange.partitioning().kind()
                        + " "
                        + exchange.ordinal())
                .toList();
    }

    private static final class Plain implements Aggregate<String, Integer, Integer> {

        @Override
        public Integer create() {
            return 0;
        }

        @Override
        public Integer add(Integer accumulator, String value) {
            return accumulator + 1;
        }

        @Override
        public Integer finish(Integer accumulator) {
            return accumulator;
        }
    }
}
