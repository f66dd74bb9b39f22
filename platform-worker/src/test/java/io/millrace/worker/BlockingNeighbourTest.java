package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.Sources;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.EventTime;
import io.millrace.time.Timestamped;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code that waits, beside code that does not. */
@Timeout(60)
class BlockingNeighbourTest {

    private static final List<Timestamped<Long>> NUMBERS = LongStream.range(0, 300)
            .mapToObj(number -> new Timestamped<>(number, number))
            .toList();

    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void shouldNotHoldUpWhoReadsTheSame() {
        TopologyBuilder topology = TopologyBuilder.named("neighbours");
        DataStream<Long> numbers = topology.source("numbers", Sources.timestamped(NUMBERS))
                .typed(Long.class)
                .blocking();
        numbers.map("waiting", this::await).blocking().blockingSink("kept", number -> {});
        numbers.map("doubled", number -> number * 2).sink("output", number -> {});
        try (TaskExecutor executor = new TaskExecutor(WorkerSettings.defaults().withParallelism(1))) {
            TopologyRun run = executor.run(topology.build());

            while (run.status().operator("output").watermarkMillis() != EventTime.END) {
                Thread.onSpinWait();
            }

            assertThat(run.status().operator("output").recordsIn()).isEqualTo(300);
            goOn.countDown();
        }
    }

    @Test
    void shouldGiveOutWhatItHasMadeBeforeItWaitsAgain() {
        TopologyBuilder topology = TopologyBuilder.named("batches");
        topology.source("numbers", Sources.timestamped(NUMBERS))
                .typed(Long.class)
                .map("waiting", number -> number < 250 ? pause(number) : await(number))
                .blocking()
                .sink("output", number -> {});
        try (TaskExecutor executor = new TaskExecutor(WorkerSettings.defaults().withParallelism(1))) {
            TopologyRun run = executor.run(topology.build());

            // All in one batch, and its end is never reached.
            while (run.status().operator("output").recordsIn() < 240) {
                Thread.onSpinWait();
            }

            assertThat(run.status().operator("waiting").recordsOut()).isLessThan(300);
            goOn.countDown();
        }
    }

    private long pause(long number) throws InterruptedException {
        Thread.sleep(2);
        return number;
    }

    private long await(long number) throws InterruptedException {
        goOn.await();
        return number;
    }
}
