package io.millrace.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.Sources;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.Timestamped;
import io.millrace.worker.exchange.ExchangeSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timers in processing time, in random interleavings on virtual time. */
class ProcessingTimerSimulationTest {

    private static final int SEEDS = 20;
    private static final int RECORDS = 300;
    private static final int MAX_ROUNDS = 2000;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldFireEachTimerOnceInOrderOfTimeAndNotTooEarly(int parallelism) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Fired> fired = new ArrayList<>();
            TopologyBuilder builder = TopologyBuilder.named("timers");
            builder.source("numbers", new OpenSource())
                    .keyBy(number -> number)
                    .process("timers", new InAWhile())
                    .rebalance()
                    .sink("out", fired::add);
            Simulator simulator =
                    new Simulator(seed, parallelism, new ExchangeSettings(4, 2, 0)).start(builder.build());
            for (int i = 0; i < MAX_ROUNDS && fired.size() < RECORDS; i++) {
                simulator.runSteps(100);
            }
            simulator.runSteps(1000);
            simulator.stop();

            assertThat(fired).as("seed %d", seed).hasSize(RECORDS);
            assertThat(fired)
                    .as("seed %d", seed)
                    .extracting(Fired::number)
                    .doesNotHaveDuplicates()
                    .allMatch(number -> number < RECORDS);
            TreeMap<Integer, Long> lasts = new TreeMap<>();
            for (Fired each : fired) {
                assertThat(each.nowMillis()).as("seed %d", seed).isGreaterThanOrEqualTo(each.timeMillis());
                assertThat(each.timestampMillis()).as("seed %d", seed).isZero();
                if (parallelism == 1) {
                    Long last = lasts.put(0, each.timeMillis());
                    assertThat(last == null || last <= each.timeMillis())
                            .as("seed %d", seed)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void shouldTakeInputWhileATimerSetsItselfForNow() {
        List<Integer> taken = new ArrayList<>();
        TopologyBuilder builder = TopologyBuilder.named("timers");
        builder.source("numbers", new OpenSource())
                .keyBy(number -> number)
                .process("timers", new Restless())
                .sink("out", taken::add);
        Simulator simulator = new Simulator(1, 1, new ExchangeSettings(4, 2, 0)).start(builder.build());
        for (int i = 0; i < MAX_ROUNDS && taken.size() < RECORDS; i++) {
            simulator.runSteps(100);
        }
        simulator.stop();
        assertThat(taken).hasSize(RECORDS);
    }

    @Test
    void shouldNotFireAtTheEnd() {
        List<Fired> fired = new ArrayList<>();
        TopologyBuilder builder = TopologyBuilder.named("timers");
        builder.source("numbers", Sources.timestamped(List.of(new Timestamped<>(1, 0), new Timestamped<>(2, 0))))
                .keyBy(number -> number)
                .process("timers", new InAnHour())
                .sink("out", fired::add);
        new Simulator(1, 2).run(builder.build());
        assertThat(fired).isEmpty();
    }

    /** A timer that fired. */
    record Fired(int number, long timeMillis, long nowMillis, long timestampMillis) {}

    /** Some are set twice, and some for another time that is cleared again. */
    private static final class InAWhile implements KeyedProcess<Integer, Integer, Fired> {

        @Override
        public void onRecord(Integer number, KeyedContext<Integer> context, Emitter<Fired> out) {
            long time = context.nowMillis() + number % 7;
            context.timers().setProcessing(time);
            context.timers().setProcessing(time);
            context.timers().setProcessing(time + 1);
            context.timers().setProcessing(time - 1);
            context.timers().clearProcessing(time + 1);
            context.timers().clearProcessing(time - 1);
        }

        @Override
        public void onProcessingTimer(long timeMillis, KeyedContext<Integer> context, Emitter<Fired> out) {
            out.emit(new Fired(context.key(), timeMillis, context.nowMillis(), context.timestampMillis()));
        }
    }

    private static final class Restless implements KeyedProcess<Integer, Integer, Integer> {

        @Override
        public void onRecord(Integer number, KeyedContext<Integer> context, Emitter<Integer> out) {
            context.timers().setProcessing(context.nowMillis());
            out.emit(number);
        }

        @Override
        public void onProcessingTimer(long timeMillis, KeyedContext<Integer> context, Emitter<Integer> out) {
            context.timers().setProcessing(timeMillis);
        }
    }

    private static final class InAnHour implements KeyedProcess<Integer, Integer, Fired> {

        @Override
        public void onRecord(Integer number, KeyedContext<Integer> context, Emitter<Fired> out) {
            context.timers().setProcessing(context.nowMillis() + 3_600_000);
        }

        @Override
        public void onProcessingTimer(long timeMillis, KeyedContext<Integer> context, Emitter<Fired> out) {
            out.emit(new Fired(context.key(), timeMillis, context.nowMillis(), 0));
        }
    }

    /** Stays open after its last number, and promises nothing of event time. */
    private static final class OpenSource implements Source<Integer> {

        private int next;

        @Override
        public List<String> splits() {
            return List.of("0");
        }

        @Override
        public SplitReader<Integer> open(String split, SplitContext context) {
            return new SplitReader<>() {

                @Override
                public Progress read(SourceOutput<Integer> out) {
                    while (next < RECORDS && !out.isFull()) {
                        out.emit(next++, 0);
                    }
                    return Progress.NOTHING_NOW;
                }
            };
        }
    }
}
