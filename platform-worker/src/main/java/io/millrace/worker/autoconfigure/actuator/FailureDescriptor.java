package io.millrace.worker.autoconfigure.actuator;

import io.millrace.status.TopologyFailure;
import org.jspecify.annotations.Nullable;

/**
 * Why a topology failed, without the record.
 *
 * @param operator step that failed
 * @param task number of its task
 * @param error the exception's class and message
 */
record FailureDescriptor(String operator, int task, String error) {

    static @Nullable FailureDescriptor of(@Nullable TopologyFailure failure) {
        return failure == null
                ? null
                : new FailureDescriptor(failure.operator(), failure.taskIndex(), describe(failure.cause()));
    }

    /** As Boot's own health indicators do. The engine's message is not taken, for it quotes the record. */
    static String describe(Throwable cause) {
        return cause.getClass().getName() + ": " + cause.getMessage();
    }
}
