package io.millrace.worker.autoconfigure.bean;

/** A declaration cannot be used; the message says why and what to do. Never leaves this package. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
