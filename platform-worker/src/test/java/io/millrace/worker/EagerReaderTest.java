package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.sink.Sink;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readers that emit more in one call than there is room for, and do not ask. */
@Timeout(60)
class EagerReaderTest {

    private static final long WINDOW_MILLIS = 10;

    private final List<Object> written = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @CsvSource({"5000, 5000, 1", "5000, 5000, 64", "5000, 97, 8", "64, 64, 64", "65, 65, 64", "5000, 1, 16"})
    void shouldPassOnEachNumberOnce(int count, int atOnce, int batchSize) throws Exception {
        TopologyBuilder builder = TopologyBuilder.named("eager");
        builder.source("numbers", new Eager(2, count, atOnce)).rebalance().sinkTo("shown", sink());

        run(builder, batchSize, 2);

        assertThat(written)
                .hasSize(2 * count)
                .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 2L * count)
                        .mapToObj(each -> each / 2)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"true, 1000, 1", "false, 1000, 1", "true, 7, 2", "false, 7, 2", "true, 1, 3", "false, 250, 3"})
    void shouldLetNoWatermarkOvertakeItsRecords(boolean isShuffled, int atOnce, int splits) throws Exception {
        int count = 1000;
        TopologyBuilder builder = TopologyBuilder.named("eager");
        DataStream<Long> numbers =
                builder.source("numbers", new Eager(splits, count, atOnce), WatermarkStrategy.inOrder());
        (isShuffled ? numbers.rebalance() : numbers)
                .keyBy(Long.class, number -> 0L)
                .window(WindowSpec.tumbling(Duration.ofMillis(WINDOW_MILLIS)))
                .aggregate("counts", Aggregates.count())
                .sinkTo("shown", sink());

        TopologyStatus status = run(builder, 16, isShuffled ? 2 : 1);

        assertThat(status.operator("counts").lateRecords()).isZero();
        Map<Long, Long> counts = new TreeMap<>();
        for (Object each : written) {
            WindowResult<?, ?> result = (WindowResult<?, ?>) each;
            assertThat(counts.put(result.window().startMillis(), (Long) result.value()))
                    .as("each window once")
                    .isNull();
        }
        assertThat(counts).hasSize((int) (count / WINDOW_MILLIS));
        assertThat(counts.values()).allMatch(each -> each == WINDOW_MILLIS * splits);
    }

    @Test
    void shouldPassOnWhatCameBeforeAFailureAndNothingTwice() throws Exception {
        TopologyBuilder builder = TopologyBuilder.named("eager");
        builder.source("numbers", new Eager(1, 1000, 1000))
                .map("fragile", (Long number) -> {
                    if (number == 70) {
                        throw new IllegalStateException("broken at 70");
                    }
                    return number;
                })
                .sinkTo("shown", sink());

        try (TaskExecutor executor = new TaskExecutor(WorkerSettings.defaults().withThreads(1))) {
            TopologyStatus status = executor.run(builder.build()).await(Duration.ofSeconds(30));
            assertThat(status.state()).isEqualTo(TopologyState.FAILED);
        }

        assertThat(written).isEqualTo(LongStream.range(0, 70).boxed().toList());
    }

    private static TopologyStatus run(TopologyBuilder builder, int batchSize, int parallelism) throws Exception {
        WorkerSettings settings = WorkerSettings.defaults()
                .withThreads(1)
                .withParallelism(parallelism)
                .withBatchSize(batchSize)
                .withChannelBatches(2);
        try (TaskExecutor executor = new TaskExecutor(settings)) {
            TopologyStatus status = executor.run(builder.build()).await(Duration.ofSeconds(30));
            assertThat(status.state()).as(status.toString()).isEqualTo(TopologyState.FINISHED);
            return status;
        }
    }

    private <T> Sink<T> sink() {
        return (taskIndex, parallelism) -> (value, timestampMillis) -> written.add(value);
    }

    /** Numbers from 0, which are their own timestamps, so many in each call. */
    private record Eager(int splitCount, int count, int atOnce) implements Source<Long> {

        @Override
        public List<String> splits() {
            return IntStream.range(0, splitCount).mapToObj(Integer::toString).toList();
        }

        @Override
        public SplitReader<Long> open(String split, SplitContext context) {
            return new SplitReader<>() {

                private long next;

                @Override
                public Progress read(SourceOutput<Long> out) {
                    long end = Math.min(count, next + atOnce);
                    for (; next < end; next++) {
                        out.emit(next, next);
                    }
                    return next < count ? Progress.MORE : Progress.END;
                }
            };
        }
    }
}
