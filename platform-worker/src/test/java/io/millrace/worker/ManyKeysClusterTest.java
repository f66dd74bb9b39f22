package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.status.TopologyState;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.window.WindowSpec;
import io.millrace.worker.supervise.RestartBudget;
import io.millrace.worker.supervise.SupervisorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Windows of so many keys that there is nothing to combine before records cross to another process: from then on each goes by
 * itself, as another kind of value.
 */
@Timeout(60)
class ManyKeysClusterTest {

    private static final String NAME = "many";
    private static final int SPLITS = 4;
    private static final int NUMBERS = 1000;

    /** Nothing is to fail, and a savepoint alone takes the place of checkpoints. */
    private static final SupervisorSettings SETTINGS =
            SupervisorSettings.every(Duration.ofHours(1)).withRestarts(RestartBudget.Settings.NEVER);

    @TempDir
    private Path folder;

    private final GatedNumbers numbers = new GatedNumbers(SPLITS, NUMBERS);
    private final ShownLines shown = new ShownLines();

    @Test
    void shouldCountRecordsThatWereNotWorthCombining() throws Exception {
        try (TestCluster cluster = new TestCluster(folder, SPLITS, SETTINGS)) {
            numbers.lift(NUMBERS / 2);
            TestCluster.Process first = cluster.start(topology(), 2);
            cluster.start(topology(), 2);
            Await.until(
                    () -> first.run().status().state() == TopologyState.RUNNING,
                    () -> first.run().status());
            first.node().savepoint(NAME).get();

            numbers.lift(NUMBERS);
            Await.until(
                    () -> shown.lines().size() >= NUMBERS
                            || first.run().status().state().isTerminal(),
                    () -> first.run().status());
            assertThat(shown.lines()).containsExactlyInAnyOrderElementsOf(expected());
        }
    }

    private static List<String> expected() {
        return IntStream.range(0, NUMBERS)
                .mapToObj(number -> number + ":" + SPLITS)
                .toList();
    }

    private Topology topology() {
        TopologyBuilder builder = TopologyBuilder.named(NAME).guarantee(Guarantee.EXACTLY_ONCE);
        builder.source("numbers", numbers)
                .typed(Long.class)
                .keyBy(Long.class, number -> number)
                .window(WindowSpec.tumbling(Duration.ofSeconds(1)))
                .aggregate("counts", Aggregates.count())
                .map("lines", result -> result.key() + ":" + result.value())
                .typed(String.class)
                .sinkTo("shown", shown);
        return builder.build();
    }
}
