package io.millrace.master.security;

import io.millrace.control.ConsoleSettings;
import java.io.IOException;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The rules of the console: what is open, who may do what, and how one comes in and goes out. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
public class ConsoleSecurity {

    private static final String CSRF_HEADER = "X-CSRF-TOKEN";
    private static final String CONTENT_POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none';" + " form-action 'self'; frame-ancestors 'none'";

    @Bean
    static PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    static Credentials credentials(ConsoleSettings settings, PasswordEncoder encoder) throws IOException {
        return Credentials.open(settings, encoder);
    }

    @Bean
    static Sessions sessions(Credentials credentials, ConsoleSettings settings, Clock clock) {
        return new Sessions(credentials, settings.sessionTimeout(), clock);
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
    static SecurityWebFilterChain consoleRules(
            ServerHttpSecurity http, Credentials credentials, Sessions sessions, LoginThrottle throttle) {
        CookieServerCsrfTokenRepository csrfTokens = new CookieServerCsrfTokenRepository();
        csrfTokens.setCookieName("millrace-csrf");
        csrfTokens.setHeaderName(CSRF_HEADER);
        csrfTokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
        return http.securityContextRepository(sessions)
                .authorizeExchange(rules -> rules.pathMatchers(OpenPaths.PATTERNS.toArray(String[]::new))
                        .permitAll()
                        .pathMatchers(HttpMethod.GET, "/**")
                        .hasRole("VIEWER")
                        .pathMatchers(HttpMethod.HEAD, "/**")
                        .hasRole("VIEWER")
                        .pathMatchers(HttpMethod.POST, "/logout")
                        .hasRole("VIEWER")
                        .pathMatchers(HttpMethod.POST, "/api/v1/**")
                        .hasRole("OPERATOR")
                        .anyExchange()
                        .hasRole("ADMIN"))
                .addFilterBefore(new LoginFilter(credentials, sessions, throttle), SecurityWebFiltersOrder.FORM_LOGIN)
                .formLogin(login -> login.loginPage("/login")
                        .authenticationSuccessHandler((exchange, authentication) -> welcome(exchange, throttle))
                        .authenticationFailureHandler((exchange, failure) -> reject(exchange, throttle)))
                .logout(logout -> logout.logoutUrl("/logout")
                        .logoutHandler((exchange, authentication) -> sessions.save(exchange.getExchange(), null))
                        .logoutSuccessHandler((exchange, authentication) ->
                                LoginFilter.redirect(exchange.getExchange(), "/login?logout")))
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
                        .requireCsrfProtectionMatcher(ConsoleSecurity::needsCsrfToken)
                        .accessDeniedHandler((exchange, denied) -> forbidden(exchange, sessions)))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint((exchange, denied) -> unauthenticated(exchange))
                                .accessDeniedHandler((exchange, denied) -> forbidden(exchange, sessions)))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .frameOptions(frames -> frames.mode(Mode.DENY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .build();
    }

    private static Mono<Void> welcome(WebFilterExchange exchange, LoginThrottle throttle) {
        throttle.onSuccess(LoginFilter.address(exchange.getExchange()));
        return LoginFilter.redirect(exchange.getExchange(), "/");
    }

    private static Mono<Void> reject(WebFilterExchange exchange, LoginThrottle throttle) {
        throttle.onFailure(LoginFilter.address(exchange.getExchange()));
        return LoginFilter.redirect(exchange.getExchange(), "/login?error");
    }

    /** A page of somebody else can send cookies, but no header with a token. */
    private static Mono<MatchResult> needsCsrfToken(ServerWebExchange exchange) {
        ServerWebExchangeMatcher changing = CsrfWebFilter.DEFAULT_CSRF_MATCHER;
        return Sessions.hasToken(exchange) ? MatchResult.notMatch() : changing.matches(exchange);
    }

    private static Mono<Void> unauthenticated(ServerWebExchange exchange) {
        return Problems.isForPrograms(exchange)
                ? Problems.write(
                        exchange,
                        HttpStatus.UNAUTHORIZED,
                        "This needs a login",
                        "Log in at /login, or send the token of the data folder as Authorization: Bearer")
                : LoginFilter.redirect(exchange, "/login");
    }

    /** Nobody is told what a login may not do before there is one; a failed login has a page of its own. */
    private static Mono<Void> forbidden(ServerWebExchange exchange, Sessions sessions) {
        if (!sessions.isOpen(exchange)) {
            return unauthenticated(exchange);
        }
        return Problems.write(
                exchange,
                HttpStatus.FORBIDDEN,
                "This login may not do that, or the request has no valid " + CSRF_HEADER,
                "Log in as somebody with a higher role; a page takes the token from /api/v1/session");
    }
}
