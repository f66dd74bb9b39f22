package io.millrace.kafka.sink;

import io.millrace.operator.TaskContext;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/**
 * Goes on trying for as long as Kafka does not answer, with pauses, and says so meanwhile. What cannot be helped by waiting
 * is thrown at once; what may be helped by another try, after some.
 *
 * <p><b>Thread.</b> Owned by the task, which waits in here until it is interrupted.
 */
final class Patience {

    private static final int MAX_BROKEN = 5;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final TaskContext context;
    private final String brokers;
    private boolean isTroubled;

    Patience(TaskContext context, String brokers) {
        this.context = context;
        this.brokers = brokers;
    }

    /**
     * Calls something until it succeeds.
     *
     * @param operation what it is, for people, such as "commit a transaction"
     * @throws InterruptedException if the task is to end
     * @throws KafkaException what the last call has failed with, if there is no use in another
     * @throws E what a call has thrown that says more than Kafka
     */
    <R, E extends Exception> R keepTrying(String operation, KafkaCall<R, E> call) throws E, InterruptedException {
        long sinceNanos = System.nanoTime();
        int broken = 0;
        for (long pauseMillis = FIRST_PAUSE_MILLIS; ; pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS)) {
            try {
                R result = call.call();
                over();
                return result;
            } catch (KafkaException | ExecutionException | IllegalStateException e) {
                FailureKind kind = FailureKind.of(e);
                if (kind == FailureKind.INTERRUPTED) {
                    throw interrupted(operation, e);
                }
                if (kind != FailureKind.AWAY && (kind != FailureKind.BROKEN || ++broken == MAX_BROKEN)) {
                    over();
                    throw e instanceof KafkaException ofKafka ? ofKafka : new KafkaException(e.getMessage(), e);
                }
                waiting(operation, sinceNanos, e);
            }
            Thread.sleep(pauseMillis);
        }
    }

    /**
     * Says that Kafka does not answer, or keeps the sink from going on.
     *
     * @param sinceNanos when the waiting began, by {@link System#nanoTime}: the clock of the task stands while it waits
     */
    void waiting(String operation, long sinceNanos, Throwable reason) {
        isTroubled = true;
        HangingTransactionException hanging = FailureKind.find(reason, HangingTransactionException.class);
        if (hanging != null) {
            context.trouble(hanging.getMessage());
            return;
        }
        context.trouble("Kafka does not answer: brokers=" + brokers + ", operation=" + operation + ", seconds="
                + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNanos) + ", reason="
                + FailureKind.reason(reason).getMessage()
                + "; the sink goes on trying: check brokers and network");
    }

    /** Says that it does. */
    void over() {
        if (isTroubled) {
            isTroubled = false;
            context.trouble(null);
        }
    }

    static InterruptedException interrupted(String operation, Throwable cause) {
        // Whoever catches it knows; a flag that stays set would end the next wait, which may belong to somebody else.
        Thread.interrupted();
        InterruptedException interrupted =
                new InterruptedException("Sink of Kafka was interrupted: operation=" + operation);
        interrupted.initCause(cause);
        return interrupted;
    }

    /**
     * Something that asks Kafka.
     *
     * @param <R> the type of the answer
     * @param <E> the type of what it throws beside the failures of Kafka
     */
    @FunctionalInterface
    interface KafkaCall<R, E extends Exception> {

        /** Asks. */
        R call() throws ExecutionException, InterruptedException, E;
    }
}
