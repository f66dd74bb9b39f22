package io.millrace.worker.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The places in a topology where somebody may listen: one for each step, used by all its tasks. A task looks once in each
 * call whether anybody does, so that a step without listeners pays nothing for each record.
 *
 * <p><b>Thread.</b> Any.
 */
public final class Taps {

    private final Map<String, Tap> byStep = new HashMap<>();
    private final DeadLetterLog deadLetters = new DeadLetterLog();

    /** The place of a step; there is one for every name. */
    public synchronized Tap of(String step) {
        return byStep.computeIfAbsent(step, name -> new Tap());
    }

    /** The dead letters of all steps. */
    public DeadLetterLog deadLetters() {
        return deadLetters;
    }

    /** The listeners of one step. */
    public static final class Tap {

        private final List<TapListener> listeners = new ArrayList<>();
        private volatile @Nullable TapListener current;

        /** Adds a listener; it hears from the next call of each task on. */
        public synchronized void add(TapListener listener) {
            listeners.add(listener);
            current = joined();
        }

        /** Removes a listener; a task may call it until its current call ends. */
        public synchronized void remove(TapListener listener) {
            listeners.remove(listener);
            current = joined();
        }

        /** Whoever listens now, or null if nobody does. */
        @Nullable
        TapListener current() {
            return current;
        }

        private @Nullable TapListener joined() {
            TapListener[] all = listeners.toArray(new TapListener[0]);
            return switch (all.length) {
                case 0 -> null;
                case 1 -> all[0];
                default ->
                    (value, timestampMillis) -> {
                        for (TapListener listener : all) {
                            listener.onRecord(value, timestampMillis);
                        }
                    };
            };
        }
    }
}
