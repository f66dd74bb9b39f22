package io.millrace.master.security.oauth2;

import org.jspecify.annotations.Nullable;

/** The issuer does not answer, or not with what it should. The message is for people, and holds nothing that is secret. */
public final class IssuerUnavailableException extends RuntimeException {

    IssuerUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
