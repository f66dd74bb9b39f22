package io.millrace.master.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down who guesses passwords: after some failures an address has to wait, longer with each further one.
 *
 * <p><b>Thread.</b> Any.
 */
final class LoginThrottle {

    private static final int FREE_FAILURES = 5;
    private static final int MAX_ADDRESSES = 1000;
    private static final Duration MAX_WAIT = Duration.ofMinutes(5);

    private final Clock clock;

    private final Map<String, Failures> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** How long the address has to wait before it may try again; zero if it need not. */
    synchronized Duration waitOf(String address) {
        Failures failures = byAddress.get(address);
        if (failures == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), failures.until());
        return left.isNegative() ? Duration.ZERO : left;
    }

    synchronized void onFailure(String address) {
        Failures before = byAddress.get(address);
        int count = before == null ? 1 : before.count() + 1;
        int beyond = Math.min(count - FREE_FAILURES, 10);
        Duration pause = beyond < 0 ? Duration.ZERO : Duration.ofSeconds(1L << beyond);
        pause = pause.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : pause;
        byAddress.put(address, new Failures(count, clock.instant().plus(pause)));
    }

    synchronized void onSuccess(String address) {
        byAddress.remove(address);
    }

    private record Failures(int count, Instant until) {}
}
