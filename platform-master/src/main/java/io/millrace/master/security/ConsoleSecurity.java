package io.millrace.master.security;

import io.millrace.control.ApplicationControl;
import io.millrace.control.ConsoleSettings;
import io.millrace.master.security.oauth2.OAuth2Access;
import java.io.IOException;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The rules of the console: what is open, who may do what, and how one comes in and goes out. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
public class ConsoleSecurity {

    private static final String CSRF_HEADER = "X-CSRF-TOKEN";

    @Bean
    static PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    static Credentials credentials(ConsoleSettings settings, ApplicationControl control, PasswordEncoder encoder)
            throws IOException {
        return Credentials.open(settings, control.application(), encoder);
    }

    @Bean
    static BearerTokens bearerTokens(Credentials credentials, ConsoleSettings settings, Clock clock) {
        return new BearerTokens(settings.tokens(), credentials, clock);
    }

    @Bean
    static Sessions sessions(
            Credentials credentials, BearerTokens tokens, OAuth2Access oauth2, ConsoleSettings settings, Clock clock) {
        return new Sessions(credentials, tokens, oauth2, settings.sessionTimeout(), clock);
    }

    @Bean
    static Protection protection() {
        return new Protection();
    }

    @Bean
    static FailedFilters failedFilters() {
        return new FailedFilters();
    }

    @Bean
    static AuditLog auditLog() {
        return new AuditLog();
    }

    @Bean
    static AuditFilter auditFilter(AuditLog audit, Sessions sessions, Clock clock) {
        return new AuditFilter(audit, sessions, clock);
    }

    @Bean
    static OAuth2Access oauth2Access(ConsoleSettings settings, Credentials credentials, Clock clock) {
        return OAuth2Access.of(settings.oauth2(), SessionKey.forSignIns(credentials.sessionKey()), clock);
    }

    /** No filter is a bean itself: it would be asked outside of the rules, too. */
    @Bean
    static ConsoleFilters consoleFilters(
            Credentials credentials,
            Sessions sessions,
            BearerTokens tokens,
            LoginThrottle logins,
            OAuth2Access oauth2,
            Clock clock) {
        return new ConsoleFilters(
                new LoginFilter(credentials, sessions, logins),
                new SignInFilter(oauth2, sessions, logins),
                new TokenFilter(tokens, new LoginThrottle(clock), oauth2));
    }

    @Bean
    static LoginOutcomes loginOutcomes(Credentials credentials, LoginThrottle throttle) {
        return new LoginOutcomes(credentials, throttle);
    }

    @Bean
    static LoginThrottle loginThrottle(Clock clock) {
        return new LoginThrottle(clock);
    }

    @Bean
    static ReactiveUserDetailsService users(Credentials credentials) {
        return name -> Mono.fromCallable(() -> credentials.user(name)).map(ConsoleUser::toDetails);
    }

    @Bean
    static UnknownAddresses unknownAddresses(ObjectProvider<DispatcherHandler> dispatcher) {
        return new UnknownAddresses(dispatcher);
    }

    /** Addresses and headers that no honest client sends are refused before any rule is asked. */
    @Bean
    static ServerExchangeRejectedHandler refusals() {
        return (exchange, rejection) -> Problems.refuse(exchange);
    }

    @Bean
    static SecurityWebFilterChain consoleRules(
            ServerHttpSecurity http,
            Sessions sessions,
            ConsoleFilters filters,
            LoginOutcomes outcomes,
            UnknownAddresses unknown) {
        CookieServerCsrfTokenRepository csrfTokens = new CookieServerCsrfTokenRepository();
        csrfTokens.setCookieName("millrace-csrf");
        csrfTokens.setHeaderName(CSRF_HEADER);
        csrfTokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
        return http.securityContextRepository(sessions)
                .authorizeExchange(rules -> AccessRules.apply(rules, unknown))
                .addFilterBefore(filters.token(), SecurityWebFiltersOrder.CSRF)
                .addFilterBefore(filters.login(), SecurityWebFiltersOrder.FORM_LOGIN)
                .addFilterBefore(filters.signIn(), SecurityWebFiltersOrder.FORM_LOGIN)
                .formLogin(login -> login.loginPage("/login")
                        .authenticationSuccessHandler(outcomes::welcome)
                        .authenticationFailureHandler(outcomes::reject))
                .logout(logout -> logout.logoutUrl("/logout")
                        .logoutHandler((exchange, authentication) -> sessions.save(exchange.getExchange(), null))
                        .logoutSuccessHandler((exchange, authentication) ->
                                LoginFilter.redirect(exchange.getExchange(), "/login?logout")))
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
                        .csrfTokenRequestHandler(new MaskedCsrfTokens())
                        .requireCsrfProtectionMatcher(ConsoleSecurity::needsCsrfToken)
                        .accessDeniedHandler((exchange, denied) -> forbidden(exchange, sessions)))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint((exchange, denied) -> unauthenticated(exchange))
                                .accessDeniedHandler((exchange, denied) -> forbidden(exchange, sessions)))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(Protection.CONTENT_POLICY))
                        .frameOptions(frames -> frames.mode(Mode.DENY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .build();
    }

    /** A page of somebody else can send cookies, but no header with a token. */
    private static Mono<MatchResult> needsCsrfToken(ServerWebExchange exchange) {
        ServerWebExchangeMatcher changing = CsrfWebFilter.DEFAULT_CSRF_MATCHER;
        return BearerTokens.shown(exchange) != null ? MatchResult.notMatch() : changing.matches(exchange);
    }

    private static Mono<Void> unauthenticated(ServerWebExchange exchange) {
        return Problems.isForPrograms(exchange)
                ? Problems.write(
                        exchange,
                        HttpStatus.UNAUTHORIZED,
                        "This needs a login",
                        "Log in at /login, or send a token as Authorization: Bearer")
                : LoginFilter.redirect(exchange, "/login");
    }

    /** Nobody is told what a login may not do before there is one; a failed login has a page of its own. */
    private static Mono<Void> forbidden(ServerWebExchange exchange, Sessions sessions) {
        if (!sessions.isOpen(exchange)) {
            return unauthenticated(exchange);
        }
        if (BearerTokens.shown(exchange) != null) {
            return Problems.write(
                    exchange,
                    HttpStatus.FORBIDDEN,
                    "This token may not do that",
                    "Use a token with a higher role, which millrace.console.tokens or the issuer of the token gives it");
        }
        return Problems.write(
                exchange,
                HttpStatus.FORBIDDEN,
                "This login may not do that, or the request has no valid " + CSRF_HEADER,
                "Log in as somebody with a higher role; a page takes the token from /api/v1/session");
    }
}
