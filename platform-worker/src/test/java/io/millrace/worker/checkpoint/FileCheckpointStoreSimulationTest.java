package io.millrace.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Random runs on a disk that crashes, fails, and flips bits, compared with a model after every start: what was decided is
 * there and intact, what was not is not, and no number comes twice.
 */
class FileCheckpointStoreSimulationTest {

    private static final int SEEDS = 1_500;
    private static final int STEPS = 15;

    @Test
    void shouldKeepWhatWasDecidedThroughCrashesAndFaults() throws Exception {
        int crashes = 0;
        int faults = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            StoreRun run = new StoreRun(seed);
            run.faults(true);
            run.steps(STEPS);
            crashes += run.crashes();
            faults += run.faultsMet();
        }
        assertThat(crashes).isGreaterThan(SEEDS / 2);
        assertThat(faults).isGreaterThan(SEEDS / 4);
    }

    /** The process goes down and comes back as a later leader; of calls to the cluster it is not known what became of them. */
    @Test
    void shouldKeepWhatWasDecidedInACluster() throws Exception {
        int crashes = 0;
        int unknowns = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedCoordination coordination = new SimulatedCoordination(seed);
            StoreRun run = new StoreRun(seed, coordination);
            run.faults(true);
            run.steps(STEPS);
            crashes += run.crashes();
            unknowns += coordination.unknowns();
        }
        assertThat(crashes).isGreaterThan(SEEDS / 2);
        assertThat(unknowns).isGreaterThan(SEEDS);
    }

    @Test
    void shouldKeepWhatWasDecidedInAClusterWhereverItCrashes() throws Exception {
        for (int seed = 0; seed < 3; seed++) {
            StoreRun undisturbed = new StoreRun(seed, new SimulatedCoordination(seed));
            undisturbed.steps(STEPS);
            for (long operation = 1; operation <= undisturbed.operations(); operation++) {
                StoreRun run = new StoreRun(seed, new SimulatedCoordination(seed));
                run.crashAt(operation);
                run.steps(STEPS);
                assertThat(run.crashes())
                        .as("seed %d, operation %d", seed, operation)
                        .isEqualTo(1);
            }
        }
    }

    /** Every operation of the disk in a run is once the one in which the machine goes down. */
    @Test
    void shouldKeepWhatWasDecidedWhereverItCrashes() throws Exception {
        for (int seed = 0; seed < 3; seed++) {
            StoreRun undisturbed = new StoreRun(seed);
            undisturbed.steps(STEPS);
            for (long operation = 1; operation <= undisturbed.operations(); operation++) {
                StoreRun run = new StoreRun(seed);
                run.crashAt(operation);
                run.steps(STEPS);
                assertThat(run.crashes())
                        .as("seed %d, operation %d", seed, operation)
                        .isEqualTo(1);
            }
        }
    }
}
