package io.millrace.master.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What becomes of somebody who has filled in the login. */
final class LoginOutcomes {

    private final Credentials credentials;
    private final LoginThrottle throttle;

    LoginOutcomes(Credentials credentials, LoginThrottle throttle) {
        this.credentials = credentials;
        this.throttle = throttle;
    }

    Mono<Void> welcome(WebFilterExchange filtered, Authentication authentication) {
        ServerWebExchange exchange = filtered.getExchange();
        AuditFilter.onLogin(exchange, authentication.getName());
        throttle.onSuccess(LoginFilter.address(exchange));
        return LoginFilter.redirect(exchange, "/");
    }

    Mono<Void> reject(WebFilterExchange filtered, AuthenticationException failure) {
        ServerWebExchange exchange = filtered.getExchange();
        throttle.onFailure(LoginFilter.address(exchange));
        return exchange.getFormData()
                .doOnNext(form -> AuditFilter.onLogin(exchange, known(form.getFirst("username"))))
                .then(LoginFilter.redirect(exchange, "/login?error"));
    }

    /** What is no name of a user may be a password, typed into the wrong field. */
    private @Nullable String known(@Nullable String typed) {
        return typed == null || credentials.user(typed) == null ? null : typed;
    }
}
