package io.millrace.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.Sources;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanRegionsTest {

    @Test
    void shouldKeepApartWhatNoExchangeJoins() {
        TopologyBuilder builder = TopologyBuilder.named("two");
        numbers(builder, "a")
                .rebalance()
                .map("a-map", value -> value)
                .typed(Integer.class)
                .sink("a-out", value -> {});
        numbers(builder, "b")
                .keyBy(value -> value)
                .<Integer>process("b-process", (value, context, out) -> {})
                .typed(Integer.class)
                .sink("b-out", value -> {});

        List<Plan> regions = Planner.plan(builder.build(), 2).regions();

        assertThat(regions).hasSize(2);
        assertThat(stepsOf(regions.get(0))).containsExactly("a", "a-map", "a-out");
        assertThat(stepsOf(regions.get(1))).containsExactly("b", "b-process", "b-out");
        assertThat(regions).allSatisfy(region -> assertThat(region.exchanges()).hasSize(1));
    }

    @Test
    void shouldTakeForOneWhatMeetsFurtherDown() {
        TopologyBuilder builder = TopologyBuilder.named("joined");
        DataStream<Integer> left =
                numbers(builder, "a").rebalance().map("a-map", value -> value).typed(Integer.class);
        DataStream<Integer> right =
                numbers(builder, "b").rebalance().map("b-map", value -> value).typed(Integer.class);
        left.union(right).sink("out", value -> {});

        assertThat(Planner.plan(builder.build(), 2).regions()).hasSize(1);
    }

    private static DataStream<Integer> numbers(TopologyBuilder builder, String name) {
        return builder.<Integer>source(name, Sources.of(1, 2, 3)).typed(Integer.class);
    }

    private static List<String> stepsOf(Plan region) {
        return region.stages().stream()
                .flatMap(stage -> stage.nodes().stream())
                .map(node -> node.step().name())
                .toList();
    }
}
