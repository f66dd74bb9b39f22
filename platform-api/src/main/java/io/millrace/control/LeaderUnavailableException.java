package io.millrace.control;

/** Whoever leads cannot be asked at the moment, or has not answered; it may be worth trying again. */
public final class LeaderUnavailableException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Says what was tried, and what to do. */
    public LeaderUnavailableException(String message) {
        super(message);
    }

    /** The same, with what led to it. */
    public LeaderUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
