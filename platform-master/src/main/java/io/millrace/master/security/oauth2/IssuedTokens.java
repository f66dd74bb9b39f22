package io.millrace.master.security.oauth2;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.source.JWKSecurityContextJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Checks tokens of an issuer: signature, issuer, audience, and times. Signatures are those of a pair of keys and nothing
 * else: what everybody can check, only the issuer can have made.
 *
 * <p><b>Thread.</b> Any.
 */
public final class IssuedTokens {

    /** By how much clocks may differ. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final int MAX_LENGTH = 8 * 1024;
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final ReactiveJwtDecoder decoder;
    private final RoleClaim roles;

    IssuedTokens(Issuer issuer, String audience, RoleClaim roles, Clock clock) {
        JwtTypeValidator type = new JwtTypeValidator(List.of("JWT", "at+jwt", "application/at+jwt"));
        type.setAllowEmpty(true);
        this.roles = roles;
        this.decoder = decoder(
                issuer,
                List.of(type, times(clock), new JwtIssuerValidator(issuer.name()), new JwtAudienceValidator(audience)));
    }

    /** Whether a text may be a token of an issuer: three parts with dots between them. No token of ours has any. */
    public static boolean isMeant(String text) {
        return text.indexOf('.') >= 0;
    }

    /**
     * Whose token it is.
     *
     * @return an error of {@code JwtValidationException} if it is one of the issuer and does not count here and now, of {@code
     *     BadJwtException} if it is none, of {@link IssuerUnavailableException} if nobody can know
     */
    public Mono<IssuedLogin> login(String token) {
        if (token.length() > MAX_LENGTH) {
            return Mono.error(() -> new BadJwtException("Token is too long: max=" + MAX_LENGTH));
        }
        return decoder.decode(token).map(roles::login);
    }

    /** Checks signatures by the keys of an issuer, and then what else there is to check. */
    static ReactiveJwtDecoder decoder(Issuer issuer, List<OAuth2TokenValidator<Jwt>> validators) {
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(token -> keys(issuer, token))
                .validateType(false)
                .jwtProcessorCustomizer(processor -> processor.setJWSKeySelector(
                        new JWSVerificationKeySelector<>(ALGORITHMS, new JWKSecurityContextJWKSet())))
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(validators));
        return token -> decoder.decode(token).onErrorMap(IllegalStateException.class, IssuedTokens::unavailable);
    }

    static JwtTimestampValidator times(Clock clock) {
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setAllowEmptyExpiryClaim(false);
        times.setClock(clock);
        return times;
    }

    /** Nobody is asked for the keys of what is refused anyway. */
    private static Flux<JWK> keys(Issuer issuer, SignedJWT token) {
        return ALGORITHMS.contains(token.getHeader().getAlgorithm())
                ? issuer.keys(token.getHeader().getKeyID())
                : Flux.empty();
    }

    private static Throwable unavailable(IllegalStateException failure) {
        return failure.getCause() instanceof IssuerUnavailableException cause ? cause : failure;
    }
}
