package io.millrace.worker.simulation.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.worker.rocks.RocksSettings;
import io.millrace.worker.rocks.RocksWorker;
import io.millrace.worker.state.TaskTables;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The judge of crashes, over tasks that keep next to nothing on the heap. */
class RocksCrashSimulationTest {

    private static final int SEEDS = 30;

    @Test
    void shouldLoseNothingAndDoubleNothing() {
        int lives = 0;
        long checkpoints = 0;
        try (RocksWorker worker = RocksSettings.defaults().withCachedEntries(2).open()) {
            for (int seed = 0; seed < SEEDS; seed++) {
                List<TaskTables> opened = new ArrayList<>();
                CrashSimulation run = new CrashSimulation(seed).withBackend(task -> {
                    TaskTables tables =
                            worker.backend("crash", CrashSimulation.CODECS).task(task);
                    opened.add(tables);
                    return tables;
                });
                try {
                    run.run();
                } finally {
                    // Those of a process that dies are closed by nobody.
                    opened.forEach(TaskTables::close);
                }
                lives += run.lives();
                checkpoints += run.checkpoints();
            }
        }
        assertThat(lives).isGreaterThan(2 * SEEDS);
        assertThat(checkpoints).isGreaterThan(SEEDS);
    }
}
