package io.millrace.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.status.SourceProgress;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.EventTime;
import io.millrace.time.WatermarkStrategy;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.plan.Planner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two splits, of which each gives what the test lets it give. */
class SourceProgressTest {

    private final Map<String, Deque<Long>> given =
            new HashMap<>(Map.of("a", new ArrayDeque<>(), "b", new ArrayDeque<>()));
    private Task task;

    @Test
    void shouldNameTheSplitThatHasGivenNothing() {
        build(WatermarkStrategy.inOrder());
        assertThat(task.metrics(0).source()).as("nobody has asked before").isNull();

        give("a", 1_000);
        call(10);
        give("a", 2_000);
        call(20);
        task.metrics(0);
        call(30);

        assertThat(task.metrics(0).source())
                .isEqualTo(new SourceProgress(2, 0, 0, new SourceProgress.Split("b", EventTime.NO_WATERMARK, 10)));
    }

    @Test
    void shouldSaySinceWhenAllAreSilent() {
        build(WatermarkStrategy.inOrder());
        give("a", 1_000);
        give("b", 500);
        call(10);
        call(20);
        task.metrics(0);
        call(30);

        assertThat(task.metrics(0).source())
                .isEqualTo(new SourceProgress(2, 0, 20, new SourceProgress.Split("b", 500, 20)));
    }

    @Test
    void shouldNotNameASplitThatHoldsNobodyBack() {
        build(WatermarkStrategy.<Long>inOrder().withIdleness(Duration.ofMillis(15)));
        give("a", 1_000);
        call(10);
        give("a", 2_000);
        call(30);
        task.metrics(0);
        give("a", 3_000);
        call(40);

        assertThat(task.metrics(0).source())
                .isEqualTo(new SourceProgress(2, 1, 0, new SourceProgress.Split("a", 2_000, 0)));
    }

    private void give(String split, long timestampMillis) {
        given.get(split).add(timestampMillis);
    }

    private void call(long nowMillis) {
        task.call(0, nowMillis);
    }

    private void build(WatermarkStrategy<Long> watermarks) {
        TopologyBuilder builder = TopologyBuilder.named("test");
        builder.source("numbers", new TwoSplits(), watermarks)
                .typed(Long.class)
                .sink("out", number -> {})
                .startsStage();
        task = TaskGraph.build(
                        Planner.plan(builder.build(), 1),
                        new TaskEnvironment(new ExchangeSettings(8, 64, 0), () -> 0, new Taps(), Checkpoints.NONE))
                .get(0);
        task.open();
    }

    private final class TwoSplits implements Source<Long> {

        @Override
        public List<String> splits() {
            return List.of("a", "b");
        }

        @Override
        public SplitReader<Long> open(String split, SplitContext context) {
            return new SplitReader<>() {
                @Override
                public Progress read(SourceOutput<Long> out) {
                    Long next = given.get(split).poll();
                    if (next == null) {
                        return Progress.NOTHING_NOW;
                    }
                    out.emit(next, next);
                    return Progress.MORE;
                }
            };
        }
    }
}
