package io.millrace.worker.autoconfigure;

/** This process cannot become a member of its cluster. The message says what is wrong, then after a semicolon what to do. */
final class ClusterStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClusterStartException(String message) {
        super(message);
    }

    ClusterStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
