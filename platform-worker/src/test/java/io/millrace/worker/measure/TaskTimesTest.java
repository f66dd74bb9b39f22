package io.millrace.worker.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.worker.measure.TaskTimes.Spent;
import io.millrace.worker.measure.TaskTimes.Waiting;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TaskTimesTest {

    private final TaskTimes times = new TaskTimes();

    @Test
    void shouldHaveSpentNothingBeforeItIsScheduled() {
        assertThat(times.read(1_000_000)).isEqualTo(new Spent(0, 0, 0, 0));
    }

    @Test
    void shouldWaitForItsThreadBeforeTheFirstCall() {
        times.schedule(100);
        assertThat(times.read(130)).isEqualTo(new Spent(0, 0, 30, 0));
        times.startCall(140);
        assertThat(times.read(140)).isEqualTo(new Spent(0, 0, 40, 0));
    }

    @Test
    void shouldBeBusyUntilTheNextCallOfItsThreadBegins() {
        call(0, 10, true, Waiting.FOR_INPUT);
        assertThat(times.read(15)).isEqualTo(new Spent(10, 0, 0, 5));
    }

    @Test
    void shouldShowACallThatDoesNotReturnAsBusy() {
        times.schedule(0);
        times.startCall(0);
        assertThat(times.read(5_000)).isEqualTo(new Spent(5_000, 0, 0, 0));
        assertThat(times.read(9_000)).isEqualTo(new Spent(9_000, 0, 0, 0));
    }

    @Test
    void shouldCountACallInWhichNothingWasDoneAsPartOfTheWait() {
        call(0, 10, true, Waiting.FOR_CREDIT);
        call(30, 33, false, Waiting.FOR_CREDIT);
        assertThat(times.read(50)).isEqualTo(new Spent(10, 40, 0, 0));
        call(50, 51, false, Waiting.FOR_INPUT);
        assertThat(times.read(60)).isEqualTo(new Spent(10, 40, 0, 10));
    }

    @Test
    void shouldCountACallThatOpensAsWorkThoughNothingCameOfIt() {
        times.schedule(0);
        times.startCall(0);
        times.countAsWork();
        times.returned(false, Waiting.FOR_INPUT);
        times.endCall(70);
        call(80, 81, false, Waiting.FOR_INPUT);
        assertThat(times.read(100)).isEqualTo(new Spent(70, 0, 0, 30));
    }

    @Test
    void shouldTellWaitingForTheThreadFromWaitingForInput() {
        call(0, 10, true, Waiting.FOR_THREAD);
        call(25, 30, true, Waiting.FOR_INPUT);
        call(37, 40, true, Waiting.FOR_CREDIT);
        assertThat(times.read(48)).isEqualTo(new Spent(18, 8, 15, 7));
    }

    @Test
    void shouldNotRunBackwardsWhenTheReaderIsBehind() {
        call(0, 10, true, Waiting.FOR_INPUT);
        assertThat(times.read(5)).isEqualTo(new Spent(10, 0, 0, 0));
    }

    /** A writer whose clock stands at the time of its last change; whatever the reader sees has to add up to such a time. */
    @Test
    @Timeout(30)
    void shouldAddUpToTheTimeSinceItWasScheduledWheneverItIsRead() {
        AtomicLong clock = new AtomicLong();
        AtomicBoolean isStopped = new AtomicBoolean();
        times.schedule(0);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            long now = 0;
            while (!isStopped.get()) {
                now += 7;
                times.startCall(now);
                times.returned(true, Waiting.FOR_CREDIT);
                now += 11;
                times.endCall(now);
                clock.set(now);
            }
        });
        for (int i = 0; i < 200_000; i++) {
            long before = clock.get();
            // What goes on at the moment counts for nothing: the reader's clock is behind all.
            long total = times.read(0).totalNanos();
            long after = clock.get();
            assertThat(total).isBetween(before, after + 18);
        }
        isStopped.set(true);
        writer.join();
    }

    private void call(long startNanos, long endNanos, boolean hasWorked, Waiting waiting) {
        if (startNanos == 0) {
            times.schedule(0);
        }
        times.startCall(startNanos);
        times.returned(hasWorked, waiting);
        times.endCall(endNanos);
    }
}
