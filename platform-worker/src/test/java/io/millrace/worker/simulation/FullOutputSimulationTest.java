package io.millrace.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.simulation.FullOutputPrograms.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Far more output than channels can take: nothing hangs, everything arrives, and only one record's output piles up. */
class FullOutputSimulationTest {

    private static final int MANY = 1_000_000;
    private static final int QUARTER = 250_000;
    private static final ExchangeSettings TINY = new ExchangeSettings(32, 2, 1_000_000);

    /** Fits what is flushed at once when the first of two stages holds too many keys. */
    private static final long SMALL = 50_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldPutTheOutputOfOneRecordThroughADiamond(int parallelism) {
        Outcome outcome = new Outcome();
        Simulator simulator =
                new Simulator(parallelism, parallelism, TINY).run(FullOutputPrograms.diamond(MANY, outcome));
        assertThat(outcome.records).isEqualTo(2L * MANY);
        assertThat(outcome.sum).isEqualTo(2 * FullOutputPrograms.sumOfDiamond(MANY));
        assertThat(simulator.maxOverflow()).isLessThanOrEqualTo(2L * MANY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldFireAQuarterOfAMillionWindowsAtOnce(int parallelism) {
        Outcome outcome = new Outcome();
        Simulator simulator =
                new Simulator(parallelism, parallelism, TINY).run(FullOutputPrograms.windows(QUARTER, outcome));
        assertThat(outcome.records).isEqualTo(QUARTER);
        assertThat(outcome.sum).isEqualTo((QUARTER - 1L) * QUARTER / 2);
        assertThat(simulator.maxOverflow()).isLessThanOrEqualTo(SMALL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldFireAQuarterOfAMillionTimersAtOnce(int parallelism) {
        Outcome outcome = new Outcome();
        Simulator simulator =
                new Simulator(parallelism, parallelism, TINY).run(FullOutputPrograms.timers(QUARTER, outcome));
        assertThat(outcome.records).isEqualTo(2L * QUARTER);
        assertThat(outcome.sum).isEqualTo((QUARTER - 1L) * QUARTER);
        assertThat(simulator.maxOverflow()).isLessThanOrEqualTo(SMALL);
    }

    /** One record fills at most one batch beyond what the channel takes; no further record is taken until it is gone. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldTakeNoInputWhileTheOutputIsFull(int parallelism) {
        for (int seed = 0; seed < 40; seed++) {
            Outcome outcome = new Outcome();
            Simulator simulator = new Simulator(seed, parallelism, TINY)
                    .withRareStep("out", 100)
                    .run(FullOutputPrograms.pipeline(5000, outcome));
            assertThat(outcome.records).as("seed %d", seed).isEqualTo(5000);
            // At the end every channel gets the rest of its batch.
            assertThat(simulator.maxOverflow()).as("seed %d", seed).isLessThanOrEqualTo((1L + parallelism) * 32);
        }
    }
}
