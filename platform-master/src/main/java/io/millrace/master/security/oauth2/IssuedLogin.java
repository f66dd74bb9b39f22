package io.millrace.master.security.oauth2;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of whom an issuer says who it is.
 *
 * @param name what people call that one; bounded
 * @param value the value of the claim that has the highest role; null if none has one
 * @param expiresAt when that ends to be so, with a little for clocks that differ
 */
public record IssuedLogin(String name, @Nullable String value, Instant expiresAt) {}
