package io.millrace.worker.simulation.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nothing lost, nothing twice, in several processes, whatever dies and whatever the network does. */
class ClusterSimulationTest {

    private static final int SEEDS = 200;

    @Test
    void shouldShowEachResultOnce() {
        int deaths = 0;
        int cuts = 0;
        long restarts = 0;
        long checkpoints = 0;
        int pauses = 0;
        int closedWays = 0;
        long from = Long.getLong("cluster.from", 0);
        int seeds = Integer.getInteger("cluster.seeds", SEEDS);
        for (long seed = from; seed < from + seeds; seed++) {
            ClusterSimulation simulation = new ClusterSimulation(seed).run();
            deaths += simulation.deaths();
            cuts += simulation.cuts();
            restarts += simulation.restarts();
            pauses += simulation.pauses();
            closedWays += simulation.closedWays();
            checkpoints += simulation.checkpoints();
        }
        assertThat(deaths).as("executors that died").isGreaterThan(seeds / 2);
        assertThat(cuts).as("connections that were cut").isGreaterThan(seeds / 4);
        assertThat(pauses).as("executors that stood still").isGreaterThan(seeds / 2);
        assertThat(closedWays).as("ways that were closed").isGreaterThan(seeds / 4);
        assertThat(restarts).as("restarts of tasks").isGreaterThan(seeds / 2);
        assertThat(checkpoints).as("checkpoints").isGreaterThan(2L * seeds);
    }
}
