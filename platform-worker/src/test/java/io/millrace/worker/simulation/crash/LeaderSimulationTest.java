package io.millrace.worker.simulation.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing lost, nothing twice, whoever leads, whoever believes to, and whatever people want meanwhile. */
class LeaderSimulationTest {

    private static final int SEEDS = 200;

    private final List<LeaderSimulation> runs = new ArrayList<>();

    @Test
    void shouldShowEachResultOnceUnderChangingLeaders() {
        long from = Long.getLong("leader.from", 0);
        int seeds = Integer.getInteger("leader.seeds", SEEDS);
        for (long seed = from; seed < from + seeds; seed++) {
            runs.add(new LeaderSimulation(seed).run());
        }
        assertThat(sum(LeaderSimulation::deaths)).as("executors that died").isGreaterThan(seeds / 2);
        assertThat(sum(LeaderSimulation::pauses))
                .as("executors that stood still")
                .isGreaterThan(seeds / 2);
        assertThat(sum(LeaderSimulation::reigns)).as("leaders").isGreaterThan(2L * seeds);
        assertThat(sum(LeaderSimulation::staleReigns))
                .as("leaders that did not know that they were replaced")
                .isGreaterThan(seeds / 2);
        assertThat(sum(LeaderSimulation::expiries))
                .as("sessions that ended before their members")
                .isGreaterThan(seeds / 4);
        assertThat(sum(LeaderSimulation::departures)).as("executors that left").isGreaterThan(seeds / 4);
        assertThat(sum(LeaderSimulation::versionChanges))
                .as("versions that took over")
                .isGreaterThan(seeds / 8);
        assertThat(sum(LeaderSimulation::stops)).as("stops").isGreaterThan(seeds / 8);
        assertThat(sum(LeaderSimulation::returns))
                .as("runs from a savepoint, or anew")
                .isGreaterThan(seeds / 16);
        assertThat(sum(run -> run.isDrained() ? 1 : 0)).as("drains").isGreaterThan(seeds / 40);
        assertThat(sum(LeaderSimulation::replacements))
                .as("placements of tasks anew")
                .isGreaterThan(seeds);
        assertThat(sum(LeaderSimulation::adoptions))
                .as("leaders that took over what ran")
                .isGreaterThan(seeds / 8);
        assertThat(sum(LeaderSimulation::checkpoints)).as("checkpoints").isGreaterThan(2L * seeds);
    }

    /**
     * What has failed once: a run that was begun anew and stopped before its first checkpoint went on from the checkpoint before
     * (376); after a drain, another version read on behind a watermark that was at its end (1228).
     */
    @ParameterizedTest
    @ValueSource(longs = {376, 1228})
    void shouldPassWhereItFailedOnce(long seed) {
        assertThatCode(() -> new LeaderSimulation(seed).run()).doesNotThrowAnyException();
    }

    private long sum(ToLongFunction<LeaderSimulation> what) {
        return runs.stream().mapToLong(what).sum();
    }
}
