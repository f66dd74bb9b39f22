package io.millrace.control;

/** A member of the cluster cannot be asked at the moment, or has not answered; it may be worth trying again. */
public final class MemberUnavailableException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Says what was tried, and what to do. */
    public MemberUnavailableException(String message) {
        super(message);
    }

    /** The same, with what led to it. */
    public MemberUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
