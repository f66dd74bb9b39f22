package io.millrace.master.security.oauth2;

/** Somebody comes back from the issuer with nothing that lets in. The message is short, and harmless in a log. */
public final class SignInException extends RuntimeException {

    private static final int MAX_LENGTH = 200;

    SignInException(String reason, Throwable cause) {
        super(harmless(reason), cause);
    }

    SignInException(String reason) {
        super(reason);
    }

    /** Parts of it may have come with the address. */
    private static String harmless(String reason) {
        String cut = reason.length() > MAX_LENGTH ? reason.substring(0, MAX_LENGTH) : reason;
        return cut.replaceAll("[^A-Za-z0-9_.,:;()\\[\\]/ -]", "?");
    }
}
