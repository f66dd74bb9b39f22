package io.millrace.programs;

import io.millrace.function.Emitter;
import io.millrace.function.SinkFunction;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.source.Source;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import java.time.Duration;

/** Raises an alert when a device has been silent for a minute. */
final class StateAndTimerProgram {

    private StateAndTimerProgram() {}

    static Topology topology(Source<Reading> readings, SinkFunction<Alert> alerts) {
        TopologyBuilder builder = TopologyBuilder.named("silent-devices");
        builder.source(
                        "readings",
                        readings,
                        WatermarkStrategy.boundedDisorder(Duration.ofSeconds(2), Reading::atMillis))
                .keyBy(Reading::device)
                .process("silence", new SilenceAlarm(Duration.ofMinutes(1)), SilenceAlarm.LAST_SEEN)
                .sink("alerts", alerts);
        return builder.build();
    }

    record Reading(String device, double value, long atMillis) {}

    record Alert(String device, long lastSeenMillis) {}

    /** Moves a timer ahead of the readings; where no reading moves it, it fires. */
    static final class SilenceAlarm implements KeyedProcess<String, Reading, Alert> {

        static final StateHandle<ValueState<Long>> LAST_SEEN = StateHandle.value("last-seen", Long.class);

        private final long silenceMillis;

        SilenceAlarm(Duration silence) {
            this.silenceMillis = silence.toMillis();
        }

        @Override
        public void onRecord(Reading reading, KeyedContext<String> context, Emitter<Alert> out) {
            ValueState<Long> lastSeen = context.state(LAST_SEEN);
            Long before = lastSeen.get();
            if (before == null || reading.atMillis() > before) {
                if (before != null) {
                    context.timers().clear(before + silenceMillis);
                }
                lastSeen.set(reading.atMillis());
                context.timers().set(reading.atMillis() + silenceMillis);
            }
        }

        @Override
        public void onTimer(long timestampMillis, KeyedContext<String> context, Emitter<Alert> out) {
            context.state(LAST_SEEN).clear();
            out.emit(new Alert(context.key(), timestampMillis - silenceMillis));
        }
    }
}
