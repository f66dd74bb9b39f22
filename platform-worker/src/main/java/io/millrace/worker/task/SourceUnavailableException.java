package io.millrace.worker.task;

/** A source did not say what its splits are, because its input is missing or cannot be read. */
public final class SourceUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SourceUnavailableException(String topology, String source, Exception cause) {
        super("Source cannot be read: topology=" + topology + ", source=" + source + "; " + cause.getMessage(), cause);
    }
}
