package io.millrace.worker.simulation.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.worker.rocks.RocksReader;
import io.millrace.worker.rocks.RocksSettings;
import io.millrace.worker.rocks.RocksWorker;
import io.millrace.worker.state.TaskTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The judge of crashes, over tasks that keep next to nothing on the heap, and whose checkpoints are incremental. Now and then the
 * state is on the heap after all, and what was written as files has to be read there.
 */
class RocksCrashSimulationTest {

    private static final int SEEDS = 30;
    private static final int ONE_IN_ON_HEAP = 5;

    private final CountedStore calls = new CountedStore();

    @Test
    void shouldLoseNothingAndDoubleNothing() {
        int lives = 0;
        long checkpoints = 0;
        try (RocksWorker worker = RocksSettings.defaults().withCachedEntries(2).open()) {
            for (int seed = 0; seed < SEEDS; seed++) {
                List<TaskTables> opened = new ArrayList<>();
                Random random = new Random(seed);
                CrashSimulation run = new CrashSimulation(seed)
                        .withStore(calls::count)
                        .withState(given -> random.nextInt(ONE_IN_ON_HEAP) == 0
                                ? given.withTables(new RocksReader())
                                : given.withTables(worker.reader()).withBackend(task -> {
                                    TaskTables tables = worker.backend("crash", CrashSimulation.CODECS)
                                            .task(task);
                                    opened.add(tables);
                                    return tables;
                                }));
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
        assertThat(calls.shared()).as("files that were copied").isGreaterThan(SEEDS);
        assertThat(calls.held()).as("files that were not copied again").isGreaterThan(SEEDS);
        assertThat(calls.opened()).as("files that were restored").isGreaterThan(SEEDS);
    }
}
