package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.Sources;
import io.millrace.status.SlowCall;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowCallTest {

    @Test
    void shouldNameAStepThatSleeps() {
        try (TaskExecutor executor = new TaskExecutor(WorkerSettings.defaults())) {
            TopologyRun run = executor.run(sleeping(false));

            Await.until(() -> !run.status().slow().isEmpty(), run::status);

            assertThat(run.status().slow()).extracting(SlowCall::operator).containsExactly("sleeper");
            assertThat(run.status().slow().get(0).where()).contains("SlowCallTest");
            assertThat(run.status().slow().get(0).took()).isGreaterThanOrEqualTo(Duration.ofMillis(10));
        }
    }

    @Test
    void shouldNotNameAStepThatIsDeclaredBlocking() {
        try (TaskExecutor executor = new TaskExecutor(WorkerSettings.defaults())) {
            TopologyRun run = executor.run(sleeping(true));
            Await.until(() -> run.status().operator("output").recordsIn() >= 20, run::status);

            assertThat(run.status().slow()).isEmpty();
        }
    }

    @Test
    void shouldNotNameAStepThatIsBusyWithManyRecords() {
        AtomicLong sum = new AtomicLong();
        TopologyBuilder topology = TopologyBuilder.named("busy");
        topology.source("numbers", Sources.steady(1_000_000_000, number -> number))
                .map("busy", number -> sum.addAndGet(number))
                .sink("output", number -> {});
        try (TaskExecutor executor = new TaskExecutor(WorkerSettings.defaults())) {
            TopologyRun run = executor.run(topology.build());
            Await.until(() -> run.status().operator("output").recordsIn() >= 20_000_000, run::status);

            assertThat(run.status().slow()).isEmpty();
        }
    }

    /** 256 records that take 50 µs each make a call of more than 10 ms; none of them is slow. */
    @Test
    void shouldNotNameAStepWhoseRecordsAddUpToALongCall() {
        TopologyBuilder topology = TopologyBuilder.named("adding-up");
        topology.source("numbers", Sources.steady(1_000_000_000, number -> number))
                .map("busy", number -> {
                    long end = System.nanoTime() + 50_000;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    return number;
                })
                .sink("output", number -> {});
        try (TaskExecutor executor = new TaskExecutor(WorkerSettings.defaults())) {
            TopologyRun run = executor.run(topology.build());
            Await.until(() -> run.status().operator("output").recordsIn() >= 20_000, run::status);

            assertThat(run.status().slow()).isEmpty();
        }
    }

    private static Topology sleeping(boolean isBlocking) {
        TopologyBuilder topology = TopologyBuilder.named("sleeping");
        var slept = topology.source("numbers", Sources.steady(100, number -> number))
                .map("sleeper", number -> {
                    Thread.sleep(30);
                    return number;
                });
        (isBlocking ? slept.blocking() : slept).sink("output", number -> {});
        return topology.build();
    }
}
