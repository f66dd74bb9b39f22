package io.millrace.benchmark.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.worker.simulation.crash.CrashLimits;
import org.junit.jupiter.api.Test;

class ShrinkingTest {

    @Test
    void shouldFindTheLowestBoundsThatStillFail() {
        CrashLimits smallest = Shrinking.smallest(
                CrashLimits.NONE,
                limits -> limits.processCrashes() >= 2 && limits.events() >= 6 && limits.parallelism() >= 2);

        assertThat(smallest).isEqualTo(new CrashLimits(2, 0, 0, 6, 2));
    }

    @Test
    void shouldTryAgainWhatBecomesPossibleLater() {
        CrashLimits smallest = Shrinking.smallest(
                CrashLimits.NONE, limits -> limits.parallelism() > 1 || limits.processCrashes() == 0);

        assertThat(smallest.parallelism()).isEqualTo(1);
        assertThat(smallest.processCrashes()).isZero();
    }

    @Test
    void shouldLeaveABoundThatCannotBeLowered() {
        assertThat(Shrinking.smallest(CrashLimits.NONE, limits -> false)).isEqualTo(CrashLimits.NONE);
    }
}
