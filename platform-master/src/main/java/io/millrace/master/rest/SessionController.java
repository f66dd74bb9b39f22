package io.millrace.master.rest;

import io.millrace.control.ConsoleSettings.Role;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Who is logged in. */
@RestController
@RequestMapping("/api/v1/session")
public final class SessionController {

    /** The login, and the token that its changing requests need. */
    @GetMapping
    public Mono<SessionResource> session(Authentication authentication, ServerWebExchange exchange) {
        Mono<CsrfToken> token = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
        SessionResource session = new SessionResource(authentication.getName(), role(authentication), null);
        return token.map(csrf -> new SessionResource(
                        session.user(), session.role(), new CsrfResource(csrf.getHeaderName(), csrf.getToken())))
                .defaultIfEmpty(session);
    }

    private static Role role(Authentication authentication) {
        return Arrays.stream(Role.values())
                .filter(role -> authentication.getAuthorities().stream()
                        .anyMatch(granted -> ("ROLE_" + role.name()).equals(granted.getAuthority())))
                .max(Comparator.naturalOrder())
                .orElse(Role.VIEWER);
    }

    /**
     * A login.
     *
     * @param user who it is
     * @param role what the user may do
     * @param csrf what changing requests need; null for programs, which need nothing
     */
    public record SessionResource(
            String user, Role role, @Nullable CsrfResource csrf) {}

    /**
     * What a changing request needs.
     *
     * @param header name of the header
     * @param token its value
     */
    public record CsrfResource(String header, String token) {}
}
