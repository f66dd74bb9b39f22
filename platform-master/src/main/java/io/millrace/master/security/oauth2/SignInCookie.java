package io.millrace.master.security.oauth2;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.oauth2.client.web.server.ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What has to be known when somebody comes back from the issuer, in a cookie of that browser, encrypted and authenticated
 * (AES-GCM) under a key that all members have: whichever of them is asked, none has to remember it.
 *
 * <p><b>Thread.</b> Any.
 */
final class SignInCookie implements ServerAuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    /** Name of the cookie. */
    static final String NAME = "millrace-sign-in";

    /** How long somebody may take at the issuer. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final int MAX_LENGTH = 2048;
    private static final int FIELDS = 5;

    private final BytesEncryptor encryptor;
    private final CodeFlowClient client;
    private final Clock clock;

    SignInCookie(byte[] key, CodeFlowClient client, Clock clock) {
        this.encryptor = AesGcmBytesEncryptor.withSecretKey(new SecretKeySpec(key, "AES"))
                .build();
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Mono<Void> saveAuthorizationRequest(OAuth2AuthorizationRequest request, ServerWebExchange exchange) {
        return Mono.fromRunnable(() -> exchange.getResponse().addCookie(cookie(exchange, encode(request), LIFETIME)));
    }

    @Override
    public Mono<OAuth2AuthorizationRequest> loadAuthorizationRequest(ServerWebExchange exchange) {
        return Mono.fromCallable(() -> decode(exchange.getRequest().getCookies().getFirst(NAME)));
    }

    @Override
    public Mono<OAuth2AuthorizationRequest> removeAuthorizationRequest(ServerWebExchange exchange) {
        return loadAuthorizationRequest(exchange)
                .doOnSubscribe(begun -> exchange.getResponse().addCookie(cookie(exchange, "", Duration.ZERO)));
    }

    private String encode(OAuth2AuthorizationRequest request) {
        String content = String.join(
                "\n",
                Long.toString(clock.instant().plus(LIFETIME).getEpochSecond()),
                request.getState(),
                request.getAttribute(OidcParameterNames.NONCE),
                request.getAttribute(PkceParameterNames.CODE_VERIFIER),
                request.getRedirectUri());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(encryptor.encrypt(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** Null if there is none, or it is not ours, or too old. */
    private @Nullable OAuth2AuthorizationRequest decode(@Nullable HttpCookie cookie) {
        if (cookie == null || cookie.getValue().isEmpty() || cookie.getValue().length() > MAX_LENGTH) {
            return null;
        }
        try {
            byte[] content = encryptor.decrypt(Base64.getUrlDecoder().decode(cookie.getValue()));
            String[] fields = new String(content, StandardCharsets.UTF_8).split("\n", FIELDS);
            boolean isOver = !clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(fields[0])));
            return isOver ? null : request(fields);
        } catch (RuntimeException e) {
            // Whatever the library says of what somebody has made up.
            return null;
        }
    }

    private OAuth2AuthorizationRequest request(String[] fields) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(client.issuer())
                .clientId(client.id())
                .scopes(Set.copyOf(client.scopes()))
                .state(fields[1])
                .redirectUri(fields[4])
                .attributes(Map.of(
                        OAuth2ParameterNames.REGISTRATION_ID,
                        CodeFlowClient.REGISTRATION,
                        OidcParameterNames.NONCE,
                        fields[2],
                        PkceParameterNames.CODE_VERIFIER,
                        fields[3]))
                .build();
    }

    /** The way back from the issuer begins at another site, so the browser may send it then, and only there. */
    private ResponseCookie cookie(ServerWebExchange exchange, String value, Duration age) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(client.isSecure()
                        || "https".equals(exchange.getRequest().getURI().getScheme()))
                .path(CodeFlow.START)
                .maxAge(age)
                .build();
    }
}
