package io.millrace.worker.simulation.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing lost, nothing twice, whatever dies and whenever it does. */
class CrashSimulationTest {

    private static final int SEEDS = 400;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldShowEachResultOnce(int share) {
        int lives = 0;
        long restarts = 0;
        long checkpoints = 0;
        int refused = 0;
        for (long seed = share * SEEDS; seed < (share + 1) * SEEDS; seed++) {
            CrashSimulation simulation = new CrashSimulation(seed).run();
            lives += simulation.lives();
            restarts += simulation.restarts();
            checkpoints += simulation.checkpoints();
            refused += simulation.isRefused() ? 1 : 0;
        }
        assertThat(lives).as("processes that died").isGreaterThan(2 * SEEDS);
        assertThat(restarts).as("restarts of tasks").isGreaterThan(SEEDS / 2);
        assertThat(checkpoints).as("checkpoints").isGreaterThan(2 * SEEDS);
        assertThat(refused).as("runs that end in a clear word").isLessThan(SEEDS / 4);
    }
}
