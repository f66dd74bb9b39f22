package io.millrace.worker.net;

/** The address on which an executor is to be reached cannot be taken. */
public final class CannotListenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String host;
    private final int port;

    CannotListenException(NetSettings settings, String reason, Throwable cause) {
        super(
                "Executor cannot listen: host=" + settings.host() + ", port=" + settings.port() + ", reason=" + reason
                        + "; set millrace.cluster.port to a port that is free here, or millrace.cluster.host to an address of this"
                        + " machine",
                cause);
        this.host = settings.host();
        this.port = settings.port();
    }

    /** The name or address that was to be listened on. */
    public String host() {
        return host;
    }

    /** The port that was to be listened on. */
    public int port() {
        return port;
    }
}
