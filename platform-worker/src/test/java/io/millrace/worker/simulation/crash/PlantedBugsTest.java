package io.millrace.worker.simulation.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The judge is known to see what clusters must not do. Each bug is looked for from a seed near the first that finds it, counted
 * from 0. {@code STALE_ASSIGNMENT} and {@code ADOPTION_OF_ANY_ATTEMPT} are not among them: no seed is known that finds them.
 */
class PlantedBugsTest {

    private static final int SEEDS = 10;

    @ParameterizedTest
    @CsvSource({
        "NO_FENCING, 305",
        "NO_EPOCH_IN_SESSIONS, 1",
        "DOUBLE_ADOPTION, 4",
        "LOST_GOODBYE, 12",
        "CLOSED_TOO_EARLY, 0",
        "LEASE_NOT_AWAITED, 14",
    })
    void shouldBeFound(PlantedBug bug, int from) {
        String found = "";
        int seed = from;
        while (found.isEmpty() && seed < from + SEEDS) {
            found = fault(seed++, bug.plant());
        }
        assertThat(found).as("what is wrong with %s", bug).isNotEmpty();
        assertThat(fault(seed - 1, Plants.NONE))
                .as("the same seed without %s", bug)
                .isEmpty();
    }

    private static String fault(int seed, Plants plants) {
        try {
            new LeaderSimulation(seed, plants).run();
            return "";
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }
}
