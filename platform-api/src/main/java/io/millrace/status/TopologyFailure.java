package io.millrace.status;

import org.jspecify.annotations.Nullable;

/**
 * Why a topology failed.
 *
 * @param operator step that failed
 * @param taskIndex number of its task
 * @param record the record at hand, shortened, or null if there was none
 * @param message what happened, and what to do
 * @param cause the exception
 */
public record TopologyFailure(
        String operator, int taskIndex, @Nullable String record, String message, Throwable cause) {}
