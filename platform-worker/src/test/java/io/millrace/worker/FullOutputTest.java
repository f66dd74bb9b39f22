package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.status.OperatorStatus;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.topology.Topology;
import io.millrace.worker.simulation.FullOutputPrograms;
import io.millrace.worker.simulation.FullOutputPrograms.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Far more output than channels can take, with all tasks on one thread. */
@Timeout(120)
class FullOutputTest {

    private static final int MILLION = 1_000_000;

    /** Fits what is flushed at once when the first of two stages holds too many keys. */
    private static final long SMALL = 50_000;

    private final Outcome outcome = new Outcome();

    @Test
    void shouldPutTenMillionResultsOfOneRecordThroughADiamond() throws InterruptedException {
        TopologyStatus status = run(FullOutputPrograms.diamond(10 * MILLION, outcome), 2);
        assertThat(outcome.records).isEqualTo(20L * MILLION);
        assertThat(outcome.sum).isEqualTo(2 * FullOutputPrograms.sumOfDiamond(10 * MILLION));
        assertThat(status.operator("burst").maxOverflow()).isLessThanOrEqualTo(20L * MILLION);
        assertThat(status.operator("left").maxOverflow()).isLessThanOrEqualTo(SMALL);
        assertThat(status.operator("right").maxOverflow()).isLessThanOrEqualTo(SMALL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldFireAMillionWindowsAtOnce(int parallelism) throws InterruptedException {
        TopologyStatus status = run(FullOutputPrograms.windows(MILLION, outcome), parallelism);
        assertThat(outcome.records).isEqualTo(MILLION);
        assertThat(outcome.sum).isEqualTo((MILLION - 1L) * MILLION / 2);
        assertThat(status.operators().stream().mapToLong(OperatorStatus::maxOverflow))
                .allMatch(overflow -> overflow <= SMALL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldFireAMillionTimersAtOnce(int parallelism) throws InterruptedException {
        TopologyStatus status = run(FullOutputPrograms.timers(MILLION, outcome), parallelism);
        assertThat(outcome.records).isEqualTo(2L * MILLION);
        assertThat(outcome.sum).isEqualTo((MILLION - 1L) * MILLION);
        assertThat(status.operators().stream().mapToLong(OperatorStatus::maxOverflow))
                .allMatch(overflow -> overflow <= SMALL);
    }

    private static TopologyStatus run(Topology topology, int parallelism) throws InterruptedException {
        WorkerSettings settings = WorkerSettings.defaults()
                .withThreads(1)
                .withParallelism(parallelism)
                .withBatchSize(64)
                .withChannelBatches(2);
        try (TaskExecutor executor = new TaskExecutor(settings)) {
            TopologyStatus status = executor.run(topology).await(Duration.ofSeconds(100));
            assertThat(status.state()).as(status.toString()).isEqualTo(TopologyState.FINISHED);
            return status;
        }
    }
}
