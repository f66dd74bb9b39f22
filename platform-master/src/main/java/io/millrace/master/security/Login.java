package io.millrace.master.security;

import io.millrace.control.ConsoleSettings.Role;
import java.time.Instant;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * Somebody who has come in, by a cookie or by a token.
 *
 * @param name who it is
 * @param role what that one may do
 * @param endsAt when the login ends
 */
record Login(String name, Role role, Instant endsAt) {

    /** A name that an issuer says, so that nobody takes it for one of a user that is configured. */
    static String issuedName(String name) {
        return "oauth2:" + name;
    }

    Authentication toAuthentication() {
        return UsernamePasswordAuthenticationToken.authenticated(name, null, ConsoleUser.authorities(role));
    }
}
