package io.millrace.cluster;

/** A leader wanted to change something after a later one had begun. */
public final class StaleEpochException extends CoordinationException {

    private static final long serialVersionUID = 1L;

    /** Says what was to be changed, and under which epoch. */
    public StaleEpochException(String message) {
        super(message);
    }
}
