package io.millrace.worker.simulation.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nothing lost, nothing twice, whoever leads, and whoever believes to. */
class LeaderSimulationTest {

    private static final int SEEDS = 200;

    @Test
    void shouldShowEachResultOnceUnderChangingLeaders() {
        int deaths = 0;
        int reigns = 0;
        int staleReigns = 0;
        int replacements = 0;
        int adoptions = 0;
        long checkpoints = 0;
        long from = Long.getLong("leader.from", 0);
        int seeds = Integer.getInteger("leader.seeds", SEEDS);
        for (long seed = from; seed < from + seeds; seed++) {
            LeaderSimulation simulation = new LeaderSimulation(seed).run();
            deaths += simulation.deaths();
            reigns += simulation.reigns();
            staleReigns += simulation.staleReigns();
            replacements += simulation.replacements();
            adoptions += simulation.adoptions();
            checkpoints += simulation.checkpoints();
        }
        assertThat(deaths).as("executors that died").isGreaterThan(seeds / 2);
        assertThat(reigns).as("leaders").isGreaterThan(2 * seeds);
        assertThat(staleReigns)
                .as("leaders that did not know that they were replaced")
                .isGreaterThan(seeds / 2);
        assertThat(replacements).as("placements of tasks anew").isGreaterThan(seeds);
        assertThat(adoptions).as("leaders that took over what ran").isGreaterThan(seeds / 8);
        assertThat(checkpoints).as("checkpoints").isGreaterThan(2L * seeds);
    }
}
