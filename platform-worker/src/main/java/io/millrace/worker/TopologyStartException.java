package io.millrace.worker;

/** A topology could not be started; the message says which, why, and what to do. */
public final class TopologyStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String topology;

    TopologyStartException(String topology, String message, Throwable cause) {
        super(message, cause);
        this.topology = topology;
    }

    /** Name of the topology. */
    public String topology() {
        return topology;
    }
}
