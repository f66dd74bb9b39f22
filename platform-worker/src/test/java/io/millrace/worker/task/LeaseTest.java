package io.millrace.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.Planner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A task that overwrites does so while it holds a lease, and waits otherwise. */
class LeaseTest {

    private static final long SECOND = 1_000_000_000;

    private final List<String> written = new ArrayList<>();
    private final Lease lease = Lease.notHeld();

    @Test
    void shouldWaitWithoutLeaseAndGoOnWithIt() {
        Task task = task(Guarantee.EXACTLY_ONCE);
        int[] wakes = new int[1];
        task.wakeWith(() -> wakes[0]++);
        assertThat(task.call(SECOND, 0)).isEqualTo(Task.Progress.WAIT);
        assertThat(written).isEmpty();
        assertThat(task.troubles())
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.reason()).contains("its lease is over"));
        lease.extendTo(3 * SECOND);
        assertThat(wakes[0]).isPositive();
        assertThat(task.call(2 * SECOND, 0)).isNotEqualTo(Task.Progress.WAIT);
        assertThat(written).isNotEmpty();
        assertThat(task.troubles()).isEmpty();
    }

    @Test
    void shouldWaitWhenTheLeaseHasRunOut() {
        Task task = task(Guarantee.EXACTLY_ONCE);
        lease.extendTo(3 * SECOND);
        assertThat(task.call(3 * SECOND, 0)).isEqualTo(Task.Progress.WAIT);
        assertThat(written).isEmpty();
    }

    @Test
    void shouldWaitWhenTheLeaseWasGivenBack() {
        Task task = task(Guarantee.EXACTLY_ONCE);
        lease.extendTo(3 * SECOND);
        lease.end();
        assertThat(task.call(SECOND, 0)).isEqualTo(Task.Progress.WAIT);
    }

    @Test
    void shouldNotWaitWhereResultsMayCountTwice() {
        assertThat(task(Guarantee.AT_LEAST_ONCE).call(SECOND, 0)).isNotEqualTo(Task.Progress.WAIT);
        assertThat(written).isNotEmpty();
    }

    @Test
    void shouldNeverBeShortened() {
        lease.extendTo(3 * SECOND);
        lease.extendTo(2 * SECOND);
        assertThat(lease.isHeld(2 * SECOND)).isTrue();
        assertThat(lease.isHeld(3 * SECOND)).isFalse();
    }

    @Test
    void shouldStandTheClockThatRunsOver() {
        lease.extendTo(Long.MIN_VALUE + 5);
        assertThat(lease.isHeld(Long.MAX_VALUE - 5)).isTrue();
        assertThat(lease.isHeld(Long.MIN_VALUE + 6)).isFalse();
    }

    private Task task(Guarantee guarantee) {
        TopologyBuilder builder = TopologyBuilder.named("words").guarantee(guarantee);
        builder.source("text", Sources.of("a", "b"), WatermarkStrategy.boundedDisorder(Duration.ZERO, text -> 0))
                .sinkTo("out", new Overwriting());
        Topology topology = builder.build();
        Plan plan = Planner.plan(topology, 1);
        TaskPlaces places = new TaskPlaces(0, (stage, index) -> 0, 1, null, lease);
        Task task = TaskGraph.build(
                        plan,
                        new TaskEnvironment(new ExchangeSettings(8, 2, 0), () -> 0, new Taps(), Checkpoints.NONE),
                        SourceSplits.ask(plan),
                        places)
                .get(0);
        task.open();
        return task;
    }

    private final class Overwriting implements Sink<String> {

        @Override
        public SinkWriter<String> open(int taskIndex, int parallelism) {
            return (value, timestampMillis) -> written.add(value);
        }

        @Override
        public boolean isIdempotent() {
            return true;
        }
    }
}
