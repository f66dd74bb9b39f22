package io.millrace.cli.api;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the token of a login comes from. It is asked for each request, since a server that starts anew has a new one. */
@FunctionalInterface
public interface TokenSource {

    /** No login. */
    TokenSource NONE = () -> null;

    /**
     * The token, or null for no login.
     *
     * @throws IOException if it is not there, as it is while its server starts
     * @throws LoginException if it must not be used
     */
    @Nullable
    String token() throws IOException;
}
