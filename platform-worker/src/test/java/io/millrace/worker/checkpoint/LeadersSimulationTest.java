package io.millrace.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;

/** Leaders that have been replaced go on, and change nothing that counts. */
class LeadersSimulationTest {

    private static final int SEEDS = 300;
    private static final int STEPS = 40;

    @Test
    void shouldKeepWhatTheNewestLeaderHasDecided() throws Exception {
        int refused = 0;
        int decided = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            LeadersRun run = new LeadersRun(seed);
            run.steps(STEPS);
            refused += run.refused();
            decided += run.decided();
        }
        assertThat(refused).isGreaterThan(SEEDS);
        assertThat(decided).isGreaterThan(3 * SEEDS);
    }

    @Test
    void shouldKeepItAlsoWhenOutcomesAreNotKnown() throws Exception {
        int unknowns = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            LeadersRun run = new LeadersRun(seed);
            run.coordination().unknownOneIn(8);
            run.steps(STEPS);
            unknowns += run.coordination().unknowns();
        }
        assertThat(unknowns).isGreaterThan(SEEDS);
    }

    /** So the comparison is known to see it. */
    @Test
    void shouldBeFoundOutIfEpochsWereNotChecked() {
        int found = 0;
        for (int seed = 0; seed < 100; seed++) {
            LeadersRun run = new LeadersRun(seed);
            run.coordination().letAllEpochsWrite();
            found += catchThrowable(() -> run.steps(STEPS)) instanceof AssertionError ? 1 : 0;
        }
        assertThat(found).isGreaterThan(10);
    }
}
