package io.millrace.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.worker.remote.LeaseSimulation.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A lease that a leader takes for over is held by nobody, as long as clocks differ by no more than the margin covers. */
class LeaseSimulationTest {

    private static final int SEEDS = 500;

    @Test
    void shouldNeverBeHeldWhenItIsTakenForOver() {
        int given = 0;
        int lapsed = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            LeaseSimulation run = new LeaseSimulation(seed, Fault.NONE).run();
            given += run.given();
            lapsed += run.lapsed();
        }
        assertThat(given).as("leases that were given").isGreaterThan(20 * SEEDS);
        assertThat(lapsed).as("leases that were held once and then waited for").isGreaterThan(SEEDS);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldSeeWhatIsWrong(Fault fault) {
        int seed = 0;
        while (seed < SEEDS && !isFound(seed, fault)) {
            seed++;
        }
        assertThat(seed).as("first seed that finds %s", fault).isLessThan(SEEDS);
    }

    private static boolean isFound(int seed, Fault fault) {
        try {
            new LeaseSimulation(seed, fault).run();
            return false;
        } catch (AssertionError found) {
            return true;
        }
    }
}
