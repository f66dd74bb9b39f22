package io.millrace.master.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.TopologyView;
import io.millrace.source.Sources;
import io.millrace.status.OperatorStatus;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.EventTime;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.TopologyDescription;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuietSinksTest {

    private static final long STARTED = 1_000;

    @Test
    void shouldCountFromTheStartWhereNothingHasEverCome() {
        assertThat(QuietSinks.of(null, view(0), 5_000).millis(5_000)).containsExactly(Map.entry("out", 4_000L));
    }

    @Test
    void shouldNotKnowForHowLongAtTheFirstLook() {
        assertThat(QuietSinks.of(null, view(7), 5_000).millis(5_000)).containsExactly(Map.entry("out", 0L));
    }

    @Test
    void shouldCountFromTheFirstLookThatHasSeenSoMany() {
        QuietSinks first = QuietSinks.of(null, view(7), 5_000);
        QuietSinks second = QuietSinks.of(first, view(7), 6_000);
        QuietSinks third = QuietSinks.of(second, view(7), 9_000);

        assertThat(second.millis(6_000)).containsEntry("out", 1_000L);
        assertThat(third.millis(9_000)).containsEntry("out", 4_000L);
        assertThat(QuietSinks.of(third, view(8), 10_000).millis(10_000)).containsEntry("out", 0L);
    }

    private static TopologyView view(long records) {
        TopologyBuilder builder = TopologyBuilder.named("test");
        builder.source("in", Sources.of("a"), WatermarkStrategy.atEndOnly())
                .typed(String.class)
                .sink("out", value -> {});
        TopologyDescription description = builder.build().description();
        List<OperatorStatus> steps = description.steps().stream()
                .map(step -> new OperatorStatus(
                        step.name(), "stage", 1, records, 0, Map.of(), 0, 0, 0, 0, EventTime.NO_WATERMARK, 0))
                .toList();
        return new TopologyView(
                description,
                new TopologyStatus("test", TopologyState.RUNNING, null, steps, List.of(), List.of()),
                STARTED);
    }
}
