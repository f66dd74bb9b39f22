package io.millrace.master.security.oauth2;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeReactiveAuthenticationManager;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.server.DefaultServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizationCodeAuthenticationTokenConverter;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Sends people to the issuer to sign in, and takes them when they come back: the authorization code flow of OpenID Connect,
 * with state, nonce and PKCE, by Spring Security's client.
 *
 * <p><b>Thread.</b> Any.
 */
public final class CodeFlow {

    /** Where it begins. */
    public static final String START = "/login/oauth2";

    /** Where the issuer sends people back to. */
    public static final String RETURN = START + "/code";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final CodeFlowClient client;
    private final RoleClaim roles;
    private final SignInCookie cookie;
    private final ServerOAuth2AuthorizationRequestResolver resolver;
    private final ServerOAuth2AuthorizationCodeAuthenticationTokenConverter answers;
    private final OidcAuthorizationCodeReactiveAuthenticationManager manager;

    CodeFlow(Issuer issuer, CodeFlowClient client, RoleClaim roles, byte[] key, Clock clock) {
        ReactiveClientRegistrationRepository registrations =
                id -> issuer.metadata().map(client::registration);
        WebClientReactiveAuthorizationCodeTokenResponseClient codes =
                new WebClientReactiveAuthorizationCodeTokenResponseClient();
        codes.setWebClient(issuer.client());
        this.client = client;
        this.roles = roles;
        this.cookie = new SignInCookie(key, client, clock);
        this.resolver = new DefaultServerOAuth2AuthorizationRequestResolver(registrations);
        this.answers = new ServerOAuth2AuthorizationCodeAuthenticationTokenConverter(registrations);
        answers.setAuthorizationRequestRepository(cookie);
        // Who it is stands in the ID token; nobody else is asked.
        this.manager = new OidcAuthorizationCodeReactiveAuthenticationManager(
                codes, found -> Mono.just(new DefaultOidcUser(List.of(), found.getIdToken())));
        manager.setJwtDecoderFactory(registration -> idTokens(issuer, registration, clock));
    }

    /** Whether browsers come by HTTPS, as far as it is known without a request. */
    public boolean isSecure() {
        return client.isSecure();
    }

    /** Where the issuer lets people sign in; {@link IssuerUnavailableException} if it does not say. */
    public Mono<URI> begin(ServerWebExchange exchange) {
        return resolver.resolve(exchange, CodeFlowClient.REGISTRATION)
                .flatMap(request -> cookie.saveAuthorizationRequest(request, exchange)
                        .thenReturn(URI.create(request.getAuthorizationRequestUri())));
    }

    /**
     * Who has come back.
     *
     * @return an error of {@link SignInException} if nobody who may, of {@link IssuerUnavailableException} if nobody can know
     */
    public Mono<IssuedLogin> end(ServerWebExchange exchange) {
        MultiValueMap<String, String> parameters = exchange.getRequest().getQueryParams();
        boolean isAnswer =
                parameters.containsKey("state") && (parameters.containsKey("code") || parameters.containsKey("error"));
        if (!isAnswer) {
            return Mono.error(() -> new SignInException("No answer of an issuer"));
        }
        return answers.convert(exchange)
                .flatMap(manager::authenticate)
                .map(login -> roles.login((OidcUser) Objects.requireNonNull(login.getPrincipal(), "principal")))
                .timeout(TIMEOUT)
                .switchIfEmpty(Mono.error(() -> new SignInException("Nobody")))
                .onErrorMap(this::failure);
    }

    private Throwable failure(Throwable cause) {
        if (cause instanceof IssuerUnavailableException || cause instanceof SignInException) {
            return cause;
        }
        boolean isNoAnswer = cause instanceof WebClientRequestException || cause instanceof TimeoutException;
        return isNoAnswer
                ? new IssuerUnavailableException("Issuer does not answer: issuer=" + client.issuer(), cause)
                : new SignInException(String.valueOf(cause.getMessage()), cause);
    }

    private static ReactiveJwtDecoder idTokens(Issuer issuer, ClientRegistration registration, Clock clock) {
        OidcIdTokenValidator validator = new OidcIdTokenValidator(registration);
        validator.setClock(clock);
        validator.setClockSkew(IssuedTokens.SKEW);
        return IssuedTokens.decoder(issuer, List.of(JwtTypeValidator.jwt(), IssuedTokens.times(clock), validator));
    }
}
