package io.millrace.cli.api;

/** There is no login that may be used. */
public final class LoginException extends RuntimeException {

    /** The message says what is wrong and, after a semicolon, what to do. */
    public LoginException(String message) {
        super(message);
    }
}
