package io.millrace.master.security;

import io.millrace.master.security.oauth2.CodeFlow;
import io.millrace.master.security.oauth2.IssuedLogin;
import io.millrace.master.security.oauth2.IssuerUnavailableException;
import io.millrace.master.security.oauth2.OAuth2Access;
import io.millrace.master.security.oauth2.RoleClaim;
import io.millrace.master.security.oauth2.SignInException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets people sign in at an issuer. Where they go afterwards is always the first page: no address says it. Who comes back with
 * nothing too often has to wait, as with wrong passwords.
 */
final class SignInFilter implements WebFilter {

    private static final Logger log = LoggerFactory.getLogger(SignInFilter.class);

    /**
     * The session cookie is not sent on a way that began at another site, so the way has to begin here: by a page that goes
     * on, and not by a redirect.
     */
    private static final String WELCOME = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta http-equiv=\"refresh\" content=\"0;url=/\"><title>Signed in</title></head>"
            + "<body><p>You are signed in. <a href=\"/\">Go on to the console</a></p></body></html>";

    private final OAuth2Access oauth2;
    private final Sessions sessions;
    private final LoginThrottle throttle;

    SignInFilter(OAuth2Access oauth2, Sessions sessions, LoginThrottle throttle) {
        this.oauth2 = oauth2;
        this.sessions = sessions;
        this.throttle = throttle;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        CodeFlow flow = oauth2.login();
        RoleClaim roles = oauth2.roles();
        if (flow == null
                || roles == null
                || !HttpMethod.GET.equals(exchange.getRequest().getMethod())) {
            return chain.filter(exchange);
        }
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        if (path.equals(CodeFlow.START)) {
            return flow.begin(exchange)
                    .flatMap(address -> LoginFilter.redirect(exchange, address.toString()))
                    .onErrorResume(IssuerUnavailableException.class, cause -> postpone(exchange, cause));
        }
        return path.equals(CodeFlow.RETURN) ? end(exchange, flow, roles) : chain.filter(exchange);
    }

    private Mono<Void> end(ServerWebExchange exchange, CodeFlow flow, RoleClaim roles) {
        Duration wait = throttle.waitOf(LoginFilter.address(exchange));
        if (!wait.isZero()) {
            return Problems.tooMany(exchange, "Too many logins have failed from this address", wait);
        }
        AuditFilter.onLogin(exchange, null);
        return flow.end(exchange)
                .flatMap(login -> welcome(exchange, login, flow, roles))
                .onErrorResume(IssuerUnavailableException.class, cause -> postpone(exchange, cause))
                .onErrorResume(SignInException.class, cause -> refuse(exchange, cause));
    }

    private Mono<Void> welcome(ServerWebExchange exchange, IssuedLogin login, CodeFlow flow, RoleClaim roles) {
        AuditFilter.onLogin(exchange, Login.issuedName(login.name()));
        @Nullable String value = login.value();
        if (value == null) {
            return LoginFilter.redirect(exchange, "/login?norole");
        }
        throttle.onSuccess(LoginFilter.address(exchange));
        sessions.start(exchange, login.name(), new SessionToken.Origin(roles.source(), value), flow.isSecure());
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
        return response.writeWith(Mono.just(response.bufferFactory().wrap(WELCOME.getBytes(StandardCharsets.UTF_8))));
    }

    private static Mono<Void> postpone(ServerWebExchange exchange, IssuerUnavailableException cause) {
        log.warn("Nobody can sign in at the issuer: cause={}", cause.getMessage());
        return LoginFilter.redirect(exchange, "/login?unavailable");
    }

    private Mono<Void> refuse(ServerWebExchange exchange, SignInException cause) {
        throttle.onFailure(LoginFilter.address(exchange));
        log.warn("Sign-in at the issuer has failed: cause={}", cause.getMessage());
        return LoginFilter.redirect(exchange, "/login?failed");
    }
}
