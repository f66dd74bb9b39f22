package io.millrace.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.window.WindowSpec;
import io.millrace.worker.exchange.ExchangeSettings;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A key that is done leaves no memory behind: of a million keys, only those of open windows can still be reached. */
class KeyMemoryTest {

    private static final int MILLION = 1_000_000;
    private static final int FEWER = 200_000;
    private static final int SAMPLES = 1000;
    private static final int MAX_STEPS = 5_000_000;

    static Stream<Arguments> steps() {
        return Stream.of(
                windows("tumbling", MILLION, WindowSpec.tumbling(millis(100))),
                windows(
                        "tumbling, in one stage",
                        FEWER,
                        WindowSpec.tumbling(millis(100)).earlyEvery(1000)),
                windows("sliding", FEWER, WindowSpec.sliding(millis(100), millis(50))),
                windows("sessions", FEWER, WindowSpec.session(millis(100))),
                windows(
                        "tumbling, late",
                        FEWER,
                        WindowSpec.tumbling(millis(100)).allowedLateness(millis(100))),
                windows("sessions, late", FEWER, WindowSpec.session(millis(100)).allowedLateness(millis(100))),
                windows("early by time", FEWER, WindowSpec.tumbling(millis(100)).earlyEvery(millis(1))),
                step(
                        "state and timer",
                        MILLION,
                        keys -> keys.keyBy(key -> key)
                                .process("state", new StateAndTimer(), StateAndTimer.SEEN)
                                .sink("out", key -> {})));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void shouldForgetKeysThatAreDone(String name, int keyCount, Consumer<DataStream<String>> step) {
        KeySource source = new KeySource(keyCount);
        TopologyBuilder builder = TopologyBuilder.named("keys");
        step.accept(builder.source("keys", source).parallelism(1));
        Simulator simulator = new Simulator(1, 2, new ExchangeSettings(64, 4, 0)).start(builder.build());
        for (int i = 0; i < MAX_STEPS / 1000 && source.emitted < keyCount; i++) {
            simulator.runSteps(1000);
        }
        assertThat(source.emitted).isEqualTo(keyCount);
        simulator.runSteps(10_000);
        System.gc();
        long reachable = source.sample.stream().filter(key -> key.get() != null).count();
        assertThat(source.sample).hasSize(SAMPLES);
        // Those of the last windows, and what lies in batches that wait for use.
        assertThat(reachable).isLessThan(SAMPLES / 20);
        simulator.stop();
    }

    private static Arguments windows(String name, int keyCount, WindowSpec spec) {
        return step(
                name,
                keyCount,
                keys -> keys.keyBy(key -> key)
                        .window(spec)
                        .aggregate("counts", Aggregates.count())
                        .sink("out", result -> {}));
    }

    private static Arguments step(String name, int keyCount, Consumer<DataStream<String>> step) {
        return Arguments.of(name, keyCount, step);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** A new key with each record, ten to a millisecond. */
    private static final class KeySource implements Source<String> {

        private final List<WeakReference<String>> sample = new ArrayList<>();
        private final int keyCount;
        private int emitted;

        KeySource(int keyCount) {
            this.keyCount = keyCount;
        }

        @Override
        public List<String> splits() {
            return List.of("0");
        }

        @Override
        public SplitReader<String> open(String split, SplitContext context) {
            return new SplitReader<>() {

                @Override
                public Progress read(SourceOutput<String> out) {
                    while (emitted < keyCount && !out.isFull()) {
                        String key = "key-" + emitted;
                        if (emitted % (keyCount / SAMPLES) == 0) {
                            sample.add(new WeakReference<>(key));
                        }
                        out.emit(key, emitted++ / 10);
                    }
                    return Progress.NOTHING_NOW;
                }
            };
        }
    }

    private static final class StateAndTimer implements KeyedProcess<String, String, String> {

        static final StateHandle<ValueState<Long>> SEEN = StateHandle.value("seen", Long.class);

        @Override
        public void onRecord(String key, KeyedContext<String> context, Emitter<String> out) {
            context.state(SEEN).set(context.timestampMillis());
            context.timers().set(context.timestampMillis() + 50);
            context.timers().set(context.timestampMillis() + 60);
            context.timers().clear(context.timestampMillis() + 60);
        }

        @Override
        public void onTimer(long timestampMillis, KeyedContext<String> context, Emitter<String> out) {
            context.state(SEEN).clear();
            out.emit(context.key());
        }
    }
}
