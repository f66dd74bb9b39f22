package io.millrace.worker.task;

import org.jspecify.annotations.Nullable;

/** User code of a step has failed. Names the step and the record at hand. */
public final class OperatorFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_RECORD_LENGTH = 200;

    private final String operator;
    private final @Nullable String record;

    OperatorFailedException(String operator, @Nullable Object record, Throwable cause) {
        this(
                operator,
                shorten(record),
                "Operator failed: operator=" + operator + describe(record) + ", cause=" + cause,
                cause);
    }

    /**
     * Names what user code of a step threw. If a step further down failed, whose exception was only passed on, that is it.
     */
    static OperatorFailedException of(String operator, @Nullable Object record, Throwable cause) {
        OperatorFailedException furtherDown = Causes.find(cause, OperatorFailedException.class);
        return furtherDown != null
                ? furtherDown
                : new OperatorFailedException(operator, record, Causes.ofUserCode(cause));
    }

    private OperatorFailedException(String operator, @Nullable String record, String message, Throwable cause) {
        super(message, cause);
        this.operator = operator;
        this.record = record;
    }

    /** Step that failed. */
    public String operator() {
        return operator;
    }

    /** The record at hand, shortened, or null if there was none. */
    public @Nullable String record() {
        return record;
    }

    private static String describe(@Nullable Object record) {
        return record == null ? "" : ", record=" + shorten(record);
    }

    static @Nullable String shorten(@Nullable Object record) {
        return shorten(record, MAX_RECORD_LENGTH);
    }

    /** The text of an object, up to a length. */
    static @Nullable String shorten(@Nullable Object record, int maxLength) {
        if (record == null) {
            return null;
        }
        String text;
        try {
            text = String.valueOf(record);
        } catch (RuntimeException | StackOverflowError e) {
            text = record.getClass().getName() + " (its toString fails: " + e + ")";
        }
        return text.length() <= maxLength ? text : text.substring(0, maxLength) + "…";
    }
}
