package io.millrace.master.security.oauth2;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.net.http.HttpClient;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An issuer as it is reached over HTTP: what it says of itself, and its keys. Nothing is asked for before it is needed, so it
 * may be down when the console starts.
 *
 * <p><b>Thread.</b> Any.
 */
final class Issuer {

    private static final Logger log = LoggerFactory.getLogger(Issuer.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_KEYS = 100;

    private final String name;
    private final WebClient client;
    private final Fetched<IssuerMetadata> metadata;
    private final Fetched<JWKSet> keys;
    private final AtomicBoolean isFailing = new AtomicBoolean();

    Issuer(String name, Clock clock) {
        this.name = name;
        // No redirects, and as much as fits: an address is what was configured, or what was said there.
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.client = WebClient.builder()
                .clientConnector(new JdkClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_BYTES))
                .build();
        String description = (name.endsWith("/") ? name.substring(0, name.length() - 1) : name)
                + "/.well-known/openid-configuration";
        this.metadata = new Fetched<>(
                read(URI.create(description))
                        .map(text -> IssuerMetadata.parse(name, text))
                        .doOnError(this::onFailure),
                clock);
        this.keys = new Fetched<>(
                metadata.get()
                        .flatMap(found -> read(found.keys()))
                        .map(this::parseKeys)
                        .doOnError(this::onFailure)
                        .doOnNext(keys -> onSuccess()),
                clock);
    }

    String name() {
        return name;
    }

    WebClient client() {
        return client;
    }

    /** What it says of itself. */
    Mono<IssuerMetadata> metadata() {
        return metadata.get();
    }

    /** Its keys, fetched anew when none has this id, for it may have new ones. */
    Flux<JWK> keys(@Nullable String id) {
        return keys.get()
                .flatMap(known -> id == null || known.getKeyByKeyId(id) != null ? Mono.just(known) : keys.renewed())
                .flatMapIterable(JWKSet::getKeys);
    }

    /** What stands at an address; an error within seconds if it cannot be read. */
    private Mono<String> read(URI address) {
        return client.get()
                .uri(address)
                .retrieve()
                .onStatus(
                        status -> !status.is2xxSuccessful(), answer -> Mono.just(refusal(address, answer.statusCode())))
                .bodyToMono(String.class)
                .switchIfEmpty(
                        Mono.error(() -> new IssuerUnavailableException("Answer is empty: address=" + address, null)))
                .timeout(TIMEOUT)
                .onErrorMap(
                        cause -> !(cause instanceof IssuerUnavailableException),
                        cause -> new IssuerUnavailableException(
                                "Issuer does not answer: address=" + address + ", cause=" + reason(cause), cause));
    }

    private static String reason(Throwable cause) {
        return cause instanceof TimeoutException
                ? "nothing within " + TIMEOUT.toSeconds() + " s"
                : NestedExceptionUtils.getMostSpecificCause(cause).toString();
    }

    /** Said once, and not with each request, for as long as it lasts. */
    private void onFailure(Throwable cause) {
        if (isFailing.compareAndSet(false, true)) {
            log.warn("Logins of an issuer are refused for now: issuer={}, cause={}", name, cause.getMessage());
        }
    }

    private void onSuccess() {
        if (isFailing.compareAndSet(true, false)) {
            log.info("Logins of an issuer are taken again: issuer={}", name);
        }
    }

    private JWKSet parseKeys(String text) {
        try {
            JWKSet parsed = JWKSet.parse(text);
            if (parsed.size() > MAX_KEYS) {
                throw new IssuerUnavailableException(
                        "Issuer has too many keys: keys=" + parsed.size() + ", max=" + MAX_KEYS, null);
            }
            return parsed;
        } catch (ParseException e) {
            throw new IssuerUnavailableException(
                    "Keys cannot be read: issuer=" + name + ", cause=" + e.getMessage(), e);
        }
    }

    private static IssuerUnavailableException refusal(URI address, HttpStatusCode status) {
        return new IssuerUnavailableException(
                "Issuer refuses: address=" + address + ", status=" + status.value(), null);
    }
}
