package io.millrace.master.rest;

/** A request asks for what makes no sense. */
final class WrongRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongRequestException(String message) {
        super(message);
    }

    WrongRequestException(String message, Throwable cause) {
        super(message, cause);
    }
}
