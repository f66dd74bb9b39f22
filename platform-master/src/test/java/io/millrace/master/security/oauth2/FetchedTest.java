package io.millrace.master.security.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class FetchedTest {

    private final Time time = new Time();
    private final List<Sinks.One<String>> asked = new ArrayList<>();
    private final Fetched<String> fetched = new Fetched<>(
            Mono.defer(() -> {
                asked.add(Sinks.one());
                return asked.get(asked.size() - 1).asMono();
            }),
            time);

    @Test
    void shouldAskOnceForAllWhoWait() {
        List<String> seen = new ArrayList<>();
        fetched.get().subscribe(seen::add);
        fetched.renewed().subscribe(seen::add);
        Disposable impatient = fetched.get().subscribe(seen::add);
        impatient.dispose();
        answer("keys");

        assertThat(seen).containsExactly("keys", "keys");
        assertThat(asked).hasSize(1);
        assertThat(fetched.get().block()).isEqualTo("keys");
    }

    @Test
    void shouldGoOnFetchingWhenWhoBeganItDoesNotWait() {
        fetched.get().subscribe().dispose();
        answer("keys");

        assertThat(fetched.get().block()).isEqualTo("keys");
        assertThat(asked).hasSize(1);
    }

    @Test
    void shouldRenewOnceInFiveSecondsAtMost() {
        have("first");
        for (int i = 0; i < 100; i++) {
            assertThat(fetched.renewed().block()).isEqualTo("first");
        }
        assertThat(asked).hasSize(1);

        time.pass(Fetched.PAUSE);
        List<String> seen = new ArrayList<>();
        fetched.renewed().subscribe(seen::add);
        answer("second");
        assertThat(seen).containsExactly("second");
        assertThat(fetched.get().block()).isEqualTo("second");
    }

    @Test
    void shouldAskAnewAfterFiveMinutesAndDoWithTheOldForAnHour() {
        have("first");
        time.pass(Fetched.LIFETIME.minusSeconds(1));
        assertThat(fetched.get().block()).isEqualTo("first");
        time.pass(Duration.ofSeconds(1));

        List<String> seen = new ArrayList<>();
        fetched.get().subscribe(seen::add);
        fail("down");
        assertThat(seen).as("while there is no new one").containsExactly("first");
        assertThat(fetched.get().block()).isEqualTo("first");
        assertThat(asked).hasSize(2);

        time.pass(Fetched.LONGEST.minus(Fetched.LIFETIME));
        List<Throwable> failures = new ArrayList<>();
        fetched.get().subscribe(seen::add, failures::add);
        fail("still down");
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("still down"));
        assertThat(seen).hasSize(1);
    }

    @Test
    void shouldSayWhatFailedWithoutAskingAgainAtOnce() {
        fetched.get().subscribe(seen -> {}, failure -> {});
        fail("down");

        assertThatThrownBy(() -> fetched.get().block()).hasMessage("down");
        assertThat(asked).hasSize(1);
        time.pass(Fetched.PAUSE);
        have("keys");
        assertThat(asked).hasSize(2);
    }

    private void have(String value) {
        fetched.get().subscribe();
        answer(value);
        assertThat(fetched.get().block()).isEqualTo(value);
    }

    private void answer(String value) {
        asked.get(asked.size() - 1).tryEmitValue(value).orThrow();
    }

    private void fail(String message) {
        asked.get(asked.size() - 1)
                .tryEmitError(new IssuerUnavailableException(message, null))
                .orThrow();
    }

    private static final class Time extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
