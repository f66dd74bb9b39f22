package io.millrace.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.source.Sources;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.type.TypeRef;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.plan.Planner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator whose results come from elsewhere, in tasks that the test calls by hand. */
class WakeUpTest {

    private static final long NOW_MILLIS = 1_700_000_000_000L;

    private final List<Long> out = new ArrayList<>();
    private final Remote remote = new Remote();
    private final AtomicInteger wakes = new AtomicInteger();
    private Task source;
    private Task stage;

    @BeforeEach
    void build() {
        TopologyBuilder builder = TopologyBuilder.named("remote");
        DataStream<Long> numbers = builder.source("numbers", Sources.of(1L, 2L, 3L), WatermarkStrategy.atEndOnly())
                .typed(Long.class);
        builder.operator("remote", TypeRef.of(Long.class), () -> remote, List.of(), List.of(numbers))
                .startsStage()
                .sink("out", out::add);
        List<Task> tasks = TaskGraph.build(
                Planner.plan(builder.build(), 1), new ExchangeSettings(16, 4, 1_000_000), () -> NOW_MILLIS);
        assertThat(tasks).hasSize(2);
        source = tasks.get(0);
        stage = tasks.get(1);
        stage.wakeWith(wakes::incrementAndGet);
        tasks.forEach(Task::open);
    }

    @Test
    void shouldCallOnTimeOnceForAWakeUpThoughNoTimeIsWanted() {
        callUntilItWaits();
        assertThat(remote.timeCalls).isZero();

        remote.results.add(7L);
        remote.context.wakeUp();
        remote.context.wakeUp();
        callUntilItWaits();

        assertThat(out).containsExactly(7L);
        assertThat(remote.timeCalls).isOne();
        assertThat(wakes).hasPositiveValue();
    }

    @Test
    void shouldCallAgainWhenWokenWhileItIsCalled() {
        callUntilItWaits();
        remote.duringTime = remote.context::wakeUp;
        remote.context.wakeUp();
        callUntilItWaits();

        assertThat(remote.timeCalls).isEqualTo(2);
    }

    @Test
    void shouldGoOnWithTimeThatWasLeftUnfinished() {
        callUntilItWaits();
        remote.finishesTime = false;
        remote.context.wakeUp();
        callUntilItWaits();
        int unfinished = remote.timeCalls;
        remote.finishesTime = true;
        callUntilItWaits();

        assertThat(remote.timeCalls).isEqualTo(unfinished + 1);
    }

    @Test
    void shouldWaitAtTheEndForWhatComesFromElsewhere() {
        remote.owed = 3;
        endInput();
        callUntilItWaits();
        assertThat(remote.endCalls).isPositive();
        assertThat(stage.call(0, NOW_MILLIS)).isEqualTo(Task.Progress.WAIT);

        for (long result = 1; result <= 3; result++) {
            int before = wakes.get();
            remote.results.add(result);
            remote.context.wakeUp();
            assertThat(wakes).hasValue(before + 1);
            callUntilItWaits();
            assertThat(out).hasSize((int) result);
        }
        assertThat(stage.call(0, NOW_MILLIS)).isEqualTo(Task.Progress.DONE);
        assertThat(remote.timeCalls).isZero();
    }

    @Test
    void shouldPollAtTheEndForAnOperatorThatWantsTime() {
        remote.owed = 1;
        remote.wakeAtMillis = NOW_MILLIS + 5;
        endInput();
        stage.call(0, NOW_MILLIS);

        assertThat(stage.call(0, NOW_MILLIS)).isEqualTo(Task.Progress.POLL);
    }

    @Test
    void shouldNotCallAnOperatorThatHasEnded() {
        endInput();
        remote.wakeAtMillis = NOW_MILLIS;
        Task.Progress progress = stage.call(0, NOW_MILLIS);
        remote.context.wakeUp();
        while (progress != Task.Progress.DONE) {
            progress = stage.call(0, NOW_MILLIS);
        }

        assertThat(remote.endCalls).isOne();
        assertThat(remote.callsAfterEnd).isZero();
    }

    @Test
    void shouldDoNothingOnceItIsClosed() {
        callUntilItWaits();
        stage.close();
        remote.context.wakeUp();

        assertThat(wakes).hasValue(0);
    }

    private void endInput() {
        while (source.call(0, NOW_MILLIS) != Task.Progress.DONE) {
            assertThat(stage.call(0, NOW_MILLIS)).isNotEqualTo(Task.Progress.DONE);
        }
        wakes.set(0);
    }

    private void callUntilItWaits() {
        int idleCalls = 0;
        for (int i = 0; i < 100; i++) {
            idleCalls = stage.call(0, NOW_MILLIS) == Task.Progress.WORKED ? 0 : idleCalls + 1;
            // A thread looks once more after the call in which it was woken.
            if (idleCalls == 2) {
                return;
            }
        }
        throw new AssertionError("Task does not come to rest: out=" + out);
    }

    /** Emits what has come, and ends when nothing is owed any more. */
    private static final class Remote implements Operator<Long, Long> {

        private final Queue<Long> results = new ArrayDeque<>();
        private OperatorContext context;
        private Output<Long> out;
        private Runnable duringTime = () -> {};
        private boolean finishesTime = true;
        private long wakeAtMillis = Long.MAX_VALUE;
        private int owed;
        private int timeCalls;
        private int endCalls;
        private boolean isEnded;
        private int callsAfterEnd;

        @Override
        public void open(OperatorContext operatorContext, Output<Long> output) {
            context = operatorContext;
            out = output;
        }

        @Override
        public void onRecord(int input, Long value, long timestampMillis) {}

        @Override
        public long wakeAtMillis() {
            return wakeAtMillis;
        }

        @Override
        public boolean onTime(long nowMillis) {
            timeCalls++;
            callsAfterEnd += isEnded ? 1 : 0;
            Runnable once = duringTime;
            duringTime = () -> {};
            once.run();
            emitAll();
            return finishesTime;
        }

        @Override
        public boolean onEnd() {
            endCalls++;
            emitAll();
            isEnded = owed == 0;
            return isEnded;
        }

        private void emitAll() {
            while (!results.isEmpty()) {
                owed--;
                out.emit(results.remove(), 0);
            }
        }
    }
}
