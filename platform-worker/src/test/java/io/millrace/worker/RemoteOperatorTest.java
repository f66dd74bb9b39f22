package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.status.TopologyState;
import io.millrace.stream.TopologyBuilder;
import io.millrace.type.TypeRef;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator that never blocks and gets its results from threads that the engine does not know. */
@Timeout(60)
class RemoteOperatorTest {

    private static final int RECORDS = 20_000;

    private final Probe probe = new Probe();
    private final Queue<Long> out = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "1, 3"})
    void shouldTakeEveryResultOfForeignThreads(int threads, int parallelism) throws Exception {
        ExecutorService foreign = Executors.newFixedThreadPool(2);
        WorkerSettings settings = WorkerSettings.defaults().withThreads(threads).withParallelism(parallelism);
        try (TaskExecutor executor = new TaskExecutor(settings)) {
            TopologyBuilder builder = TopologyBuilder.named("remote");
            builder.operator(
                            "squares",
                            TypeRef.of(Long.class),
                            () -> new Squares(foreign),
                            List.of(),
                            List.of(builder.source("numbers", probe.source(1, RECORDS))
                                    .typed(Long.class)
                                    .rebalance()))
                    .sink("out", out::add);
            TopologyRun run = executor.run(builder.build());

            assertThat(run.await(Duration.ofSeconds(30)).state()).isEqualTo(TopologyState.FINISHED);
        } finally {
            foreign.shutdownNow();
        }
        assertThat(out).hasSize(RECORDS).doesNotHaveDuplicates();
        assertThat(out.stream().mapToLong(n -> n).max()).hasValue((RECORDS - 1L) * (RECORDS - 1L));
    }

    private static final class Squares implements Operator<Long, Long> {

        private final ExecutorService foreign;
        private final Queue<Long> results = new ConcurrentLinkedQueue<>();
        private int owed;
        private OperatorContext context;
        private Output<Long> output;

        Squares(ExecutorService foreign) {
            this.foreign = foreign;
        }

        @Override
        public void open(OperatorContext operatorContext, Output<Long> out) {
            context = operatorContext;
            output = out;
        }

        @Override
        public void onRecord(int input, Long value, long timestampMillis) {
            owed++;
            foreign.execute(() -> {
                results.add(value * value);
                context.wakeUp();
            });
        }

        @Override
        public boolean onTime(long nowMillis) {
            return emitAll();
        }

        @Override
        public boolean onEnd() {
            return emitAll() && owed == 0;
        }

        /** False if the output is full. */
        private boolean emitAll() {
            while (!output.isFull()) {
                Long result = results.poll();
                if (result == null) {
                    return true;
                }
                owed--;
                output.emit(result, 0);
            }
            return false;
        }
    }
}
