package io.millrace.worker.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.function.SinkFunction;
import io.millrace.source.Sources;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.measure.TaskTimes.Spent;
import io.millrace.worker.plan.Planner;
import io.millrace.worker.task.Task;
import io.millrace.worker.task.TaskGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a thread shares its time out. It runs in the thread of the test, on a clock that user code moves. */
@Timeout(30)
class TaskThreadTimesTest {

    private final HandDrivenClock clock = new HandDrivenClock();
    private final TaskThread thread = new TaskThread("hand-driven", clock, TaskThread::daemon);
    private final List<Spent> seen = new ArrayList<>();

    @Test
    void shouldLetOneWaitForTheThreadWhileTheOtherIsBusy() {
        Task quick = fused("quick", n -> clock.nanos += 10);
        Task slow = fused("slow", n -> {
            clock.nanos += 30;
            stopAfter(n, 99);
        });
        give(quick, slow);
        thread.run();

        Spent ofQuick = quick.times().read(clock.nanos);
        Spent ofSlow = slow.times().read(clock.nanos);
        assertThat(ofQuick.busyNanos()).isEqualTo(100 * 10);
        assertThat(ofSlow.busyNanos()).isEqualTo(100 * 30);
        assertThat(ofQuick.threadNanos()).isEqualTo(100 * 30);
        assertThat(ofSlow.threadNanos()).isEqualTo(100 * 10);
        assertThat(ofQuick.totalNanos()).isEqualTo(clock.nanos);
        assertThat(ofSlow.totalNanos()).isEqualTo(clock.nanos);
    }

    @Test
    void shouldShowACallThatDoesNotReturnAsBusy() {
        Task[] stuck = new Task[1];
        stuck[0] = fused("stuck", n -> {
            seen.add(stuck[0].times().read(clock.nanos));
            clock.nanos += 1_000_000;
            seen.add(stuck[0].times().read(clock.nanos));
            thread.stop();
        });
        give(stuck[0]);
        thread.run();

        assertThat(seen).startsWith(new Spent(0, 0, 0, 0), new Spent(1_000_000, 0, 0, 0));
    }

    @Test
    void shouldCountWaitingForRoomWhereNobodyReads() {
        Task source = staged("blocked", n -> {}).get(0);
        clock.nanosPerLook = 5;
        clock.stopAt(500);
        give(source);
        thread.run();

        Spent spent = source.times().read(clock.nanos);
        // Two batches fit, one more waits. The first look gave the task to its thread.
        assertThat(spent).isEqualTo(new Spent(15, clock.nanos - 25, 5, 0));
    }

    @Test
    void shouldBeIdleWhereNothingComes() {
        Task sink = staged("idle", n -> {}).get(1);
        clock.nanosPerLook = 5;
        clock.stopAt(200);
        give(sink);
        thread.run();

        // To open is work.
        assertThat(sink.times().read(clock.nanos)).isEqualTo(new Spent(5, 0, 5, clock.nanos - 15));
    }

    private void stopAfter(long number, long last) {
        if (number == last) {
            thread.stop();
        }
    }

    private void give(Task... tasks) {
        for (Task task : tasks) {
            thread.add(new ScheduledTask(task, new Silent()));
        }
    }

    private static Task fused(String name, SinkFunction<Long> sink) {
        TopologyBuilder builder = TopologyBuilder.named(name);
        numbers(builder).sink("out", sink);
        return tasks(builder).get(0);
    }

    private static List<Task> staged(String name, SinkFunction<Long> sink) {
        TopologyBuilder builder = TopologyBuilder.named(name);
        numbers(builder).map(n -> n).startsStage().sink("out", sink);
        return tasks(builder);
    }

    private static DataStream<Long> numbers(TopologyBuilder builder) {
        return builder.source(
                        "numbers",
                        Sources.of(LongStream.range(0, 1000).boxed().toList()),
                        WatermarkStrategy.atEndOnly())
                .typed(Long.class);
    }

    private static List<Task> tasks(TopologyBuilder builder) {
        return TaskGraph.build(Planner.plan(builder.build(), 1), new ExchangeSettings(1, 2, Long.MAX_VALUE), () -> 0);
    }

    /** Stands still unless it is told otherwise. */
    private final class HandDrivenClock implements Clock {

        private long nanos;
        private long nanosPerLook;
        private long stopNanos = Long.MAX_VALUE;

        void stopAt(long atNanos) {
            stopNanos = atNanos;
        }

        @Override
        public long nanos() {
            nanos += nanosPerLook;
            if (nanos >= stopNanos) {
                thread.stop();
            }
            return nanos;
        }

        @Override
        public long millis() {
            return 0;
        }
    }

    private static final class Silent implements TaskListener {

        @Override
        public void onOpened(Task task) {}

        @Override
        public void onFailed(Task task, Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void onClosed(Task task) {}
    }
}
