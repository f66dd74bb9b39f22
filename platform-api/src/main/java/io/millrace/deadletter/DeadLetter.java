package io.millrace.deadletter;

import io.millrace.function.OutputTag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record, or a timer, that a step has given up on: what it was, where, and why. Everything in it is text or a number of
 * bounded length, so that it can be kept, sent and written wherever it goes.
 *
 * <p><b>Contract.</b> Nothing that the step emitted for the record has gone on. What its code put into state before it
 * threw, stays. After a failure or a restart of the topology a record may become a dead letter once more: letters are
 * delivered at least once.
 *
 * @param topology name of the topology
 * @param operator name of the step
 * @param taskIndex number of the task; for a record whose key could not be found, of the task that was to deal it
 * @param number how many records and timers the task had been given in this run, this one included; 0 where that is not
 *     known, as for keys and batches
 * @param record the record, shortened, or null if there was none, as for a timer
 * @param key its key, shortened, or null if there was none
 * @param timestampMillis its event time; for a batch that of its latest record
 * @param records how many records it stands for: 1, unless an operator has lost a batch and does not say what was in it
 * @param attempts how often the code was called for it
 * @param cause what the code has thrown last
 * @param atMillis when it was given up, in milliseconds since 1970
 */
public record DeadLetter(
        String topology,
        String operator,
        int taskIndex,
        long number,
        @Nullable String record,
        @Nullable String key,
        long timestampMillis,
        int records,
        int attempts,
        Cause cause,
        long atMillis) {

    /**
     * The side output of every step of the policy {@code DEAD_LETTER}. The name is reserved: no step may use it for
     * anything else.
     */
    public static final OutputTag<DeadLetter> OUTPUT = OutputTag.of("dead-letters", DeadLetter.class);

    /** Refuses what is missing. */
    public DeadLetter {
        Objects.requireNonNull(topology, "topology");
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(cause, "cause");
    }

    /**
     * What user code has thrown.
     *
     * @param type name of its class
     * @param message its message, shortened, or null
     * @param stackTrace its innermost frames, and those of its causes
     */
    public record Cause(String type, @Nullable String message, String stackTrace) {

        /** Refuses what is missing. */
        public Cause {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(stackTrace, "stackTrace");
        }
    }
}
