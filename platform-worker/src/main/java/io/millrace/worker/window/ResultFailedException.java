package io.millrace.worker.window;

/**
 * An aggregate has failed where there is no record to leave out: when it combined what it had, or made a result of it.
 * Fails the topology whatever the error policy of the step.
 */
public final class ResultFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    ResultFailedException(Exception cause) {
        super(cause);
    }
}
