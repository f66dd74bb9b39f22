package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.status.SlowCall;
import io.millrace.worker.task.Task;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowCallDetectorTest {

    private static final StackTraceElement HERE = new StackTraceElement("Code", "sleep", "Code.java", 1);
    private static final StackTraceElement THERE = new StackTraceElement("Code", "parse", "Code.java", 2);

    private static final StackTraceElement FRAME = new StackTraceElement("User", "map", "User.java", 3);

    private final SlowCallDetector detector = new SlowCallDetector();
    private long nowMillis = 1000;

    @Test
    void shouldNameCodeThatWaitsAtOnePlace() {
        assertThat(waits(1, "step", HERE)).isNull();
        assertThat(waits(1, "step", HERE)).isNull();
        assertThat(waits(1, "step", HERE)).isNull();
        assertThat(waits(1, "step", HERE))
                .isEqualTo(new SlowCall("step", Duration.ofMillis(12), "User.map(User.java:3)"));
    }

    @ParameterizedTest
    @CsvSource({
        "sun.nio.ch.Net, true",
        "java.net.PlainSocketImpl, true",
        "java.io.FileInputStream, true",
        "java.lang.Throwable, false",
        "com.example.Native, false"
    })
    void shouldTakeNativeReadsForWaiting(String type, boolean isWaiting) {
        SlowCall found = null;
        for (int i = 0; i < 5 && found == null; i++) {
            found = sample(1, "step", Thread.State.RUNNABLE, new StackTraceElement(type, "read0", null, -2));
        }
        assertThat(found != null).isEqualTo(isWaiting);
    }

    /** Quick code that is called for each of many records is seen at the same place again and again. */
    @Test
    void shouldNotNameCodeThatRunsAtOnePlaceForAShortTime() {
        for (int millis = 0; millis < 100; millis += 4) {
            assertThat(runs(1, "step", HERE)).isNull();
        }
    }

    @Test
    void shouldNotNameCodeThatWaitsHereAndThere() {
        for (int millis = 0; millis < 100; millis += 4) {
            assertThat(waits(1, "step", millis % 8 == 0 ? HERE : THERE)).isNull();
        }
    }

    @Test
    void shouldNameCodeThatKeepsACallForLong() {
        for (int millis = 0; millis < 100; millis += 4) {
            assertThat(runs(1, "step", millis % 8 == 0 ? HERE : THERE)).isNull();
        }
        assertThat(runs(1, "step", HERE)).extracting(SlowCall::took).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void shouldBeginAnewWithEachCall() {
        for (int call = 0; call < 100; call++) {
            assertThat(waits(call / 3, "step", HERE)).isNull();
        }
    }

    @Test
    void shouldBeginAnewWithEachStep() {
        for (int i = 0; i < 100; i++) {
            assertThat(waits(1, i % 3 == 0 ? null : i % 6 < 3 ? "step" : "other", HERE))
                    .isNull();
        }
    }

    /** The process was suspended, or collected garbage: no code has to answer for that. */
    @Test
    void shouldNotCountWhatPassesBetweenSamples() {
        assertThat(waits(1, "step", HERE)).isNull();
        nowMillis += 5000;
        assertThat(waits(1, "step", HERE)).isNull();
        assertThat(waits(1, "step", HERE)).extracting(SlowCall::took).isEqualTo(Duration.ofMillis(12));
    }

    private @Nullable SlowCall waits(long call, @Nullable String operator, StackTraceElement at) {
        return sample(call, operator, Thread.State.TIMED_WAITING, at);
    }

    private @Nullable SlowCall runs(long call, @Nullable String operator, StackTraceElement at) {
        return sample(call, operator, Thread.State.RUNNABLE, at);
    }

    /** Four milliseconds after the one before. */
    private @Nullable SlowCall sample(long call, @Nullable String operator, Thread.State state, StackTraceElement at) {
        nowMillis += 4;
        Task.UserCode code = operator == null ? null : new Task.UserCode(operator, FRAME);
        return detector.onSample(
                new SlowCallDetector.Sample(call, code, state, new StackTraceElement[] {at, FRAME}),
                nowMillis * 1_000_000);
    }
}
