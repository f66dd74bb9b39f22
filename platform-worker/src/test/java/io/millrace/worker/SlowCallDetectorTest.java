package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.status.SlowCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlowCallDetectorTest {

    private static final StackTraceElement[] HERE = {new StackTraceElement("Code", "sleep", "Code.java", 1)};
    private static final StackTraceElement[] THERE = {new StackTraceElement("Code", "parse", "Code.java", 2)};

    private final SlowCallDetector detector = new SlowCallDetector();

    @Test
    void shouldNameCodeThatWaits() {
        assertThat(sample(1, "step", HERE, 100)).isNull();
        assertThat(sample(1, "step", HERE, 109)).isNull();
        assertThat(sample(1, "step", HERE, 110))
                .isEqualTo(new SlowCall("step", Duration.ofMillis(10), "Code.sleep(Code.java:1)"));
    }

    @Test
    void shouldNotNameCodeThatGoesOn() {
        for (int millis = 100; millis < 200; millis += 4) {
            assertThat(sample(1, "step", millis % 8 == 0 ? HERE : THERE, millis))
                    .isNull();
        }
    }

    @Test
    void shouldNameCodeThatComputesForLong() {
        assertThat(sample(1, "step", HERE, 100)).isNull();
        assertThat(sample(1, "step", THERE, 199)).isNull();
        assertThat(sample(1, "step", HERE, 200)).extracting(SlowCall::took).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void shouldBeginAnewWithEachCall() {
        for (int millis = 100; millis < 1000; millis += 8) {
            assertThat(sample(millis, "step", HERE, millis)).isNull();
        }
    }

    @Test
    void shouldBeginAnewWithEachStep() {
        assertThat(sample(1, "step", HERE, 100)).isNull();
        assertThat(sample(1, "other", HERE, 120)).isNull();
        assertThat(sample(1, null, HERE, 140)).isNull();
        assertThat(sample(1, "step", HERE, 160)).isNull();
    }

    private SlowCall sample(long call, String operator, StackTraceElement[] stack, long millis) {
        return detector.onSample(call, operator, stack, millis * 1_000_000);
    }
}
