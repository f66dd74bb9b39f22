package io.millrace.gateway;

/** A gateway cannot do what it was asked to do; the message says what is wrong and what to do. */
public final class GatewayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Makes an exception. */
    public GatewayException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What kind of trouble it is. */
    public Reason reason() {
        return reason;
    }

    /** Kinds of trouble. */
    public enum Reason {
        /** There is no topology or step of this name, or several. */
        UNKNOWN_NAME,
        /** The step is not of the kind or type that was asked for. */
        WRONG_TYPE,
        /** The topology does not run. */
        NOT_RUNNING,
        /** Too many records wait already. */
        OVERLOADED
    }
}
