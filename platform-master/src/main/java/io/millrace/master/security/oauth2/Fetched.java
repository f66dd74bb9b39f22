package io.millrace.master.security.oauth2;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Something of an issuer that is fetched when it is needed, by one request for all who wait, and kept for a while; for longer,
 * while it cannot be had anew. However often it is asked for, the issuer is asked once in five seconds at most.
 *
 * <p><b>Thread.</b> Any.
 *
 * @param <T> what is fetched
 */
final class Fetched<T> {

    /** How soon the issuer is asked again. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** When it is fetched anew, so that a key that was taken back does not count for long. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    /** How long the old one is used while there is no new one. */
    static final Duration LONGEST = Duration.ofHours(1);

    private final Mono<T> source;
    private final Clock clock;

    // All guarded by this.
    private @Nullable T value;
    private Instant fetchedAt = Instant.EPOCH;
    private Instant triedAt = Instant.EPOCH;
    private @Nullable Throwable failure;
    private @Nullable Mono<T> running;

    /**
     * Makes one that has not been fetched.
     *
     * @param source fetches, with a timeout of its own; never empty
     */
    Fetched(Mono<T> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** What there is, fetched if need be. */
    Mono<T> get() {
        return Mono.defer(() -> find(false));
    }

    /** What there is, fetched anew if that may be. */
    Mono<T> renewed() {
        return Mono.defer(() -> find(true));
    }

    private synchronized Mono<T> find(boolean isRenewal) {
        Instant now = clock.instant();
        T known = isYounger(LONGEST, now) ? value : null;
        if (known != null && !isRenewal && isYounger(LIFETIME, now)) {
            return Mono.just(known);
        }
        if (running == null && now.isBefore(triedAt.plus(PAUSE))) {
            return known == null ? Mono.error(Objects.requireNonNull(failure, "failure")) : Mono.just(known);
        }
        if (running == null) {
            triedAt = now;
            // Goes on when who began it does not wait any more.
            running =
                    source.doOnNext(this::onSuccess).doOnError(this::onFailure).cache();
        }
        return known == null ? running : running.onErrorReturn(known);
    }

    private boolean isYounger(Duration age, Instant now) {
        return value != null && now.isBefore(fetchedAt.plus(age));
    }

    private synchronized void onSuccess(T fetched) {
        value = fetched;
        fetchedAt = clock.instant();
        failure = null;
        running = null;
    }

    private synchronized void onFailure(Throwable cause) {
        failure = cause;
        running = null;
    }
}
