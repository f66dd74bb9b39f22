package io.millrace.examples.wordcount.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.wordcount.WordCount;
import io.millrace.examples.wordcount.WordTotals;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger(2);

    @Test
    void shouldShowAWindowWhenNothingIsMissing() {
        send(0, 4);
        send(1000, 1);
        assertThat(ledger.onCount(0, "sea", 1)).isNull();
        assertThat(ledger.onCount(0, "ahab", 1)).isNull();
        assertThat(ledger.onCount(0, "whale", 2))
                .isEqualTo(new WordTotals(4, 3, List.of(new WordCount("whale", 2), new WordCount("ahab", 1))));
        assertThat(ledger.balance(1000)).isEqualTo(new Ledger.Balance(1, 4, 0, 0));
        assertThat(ledger.balance(1000).isRight()).isTrue();
    }

    @Test
    void shouldMissWhatIsNotCounted() {
        send(0, 3);
        send(1000, 1);
        ledger.onCount(0, "whale", 2);
        assertThat(ledger.balance(1000)).isEqualTo(new Ledger.Balance(0, 2, 1, 0));
        assertThat(ledger.balance(1000).isRight()).isFalse();
        assertThat(ledger.balance(0).missing())
                .as("windows that may still be open")
                .isZero();
    }

    @Test
    void shouldNoticeACountThatComesAgain() {
        send(0, 3);
        send(1000, 1);
        ledger.onCount(0, "whale", 2);
        ledger.onCount(0, "whale", 2);
        assertThat(ledger.balance(1000).twice()).isEqualTo(1);
        assertThat(ledger.onCount(0, "sea", 1)).isNotNull();
        ledger.onCount(0, "sea", 1);
        assertThat(ledger.balance(1000)).as("also behind its window").isEqualTo(new Ledger.Balance(1, 3, 0, 2));
        assertThat(ledger.balance(1000).isRight()).isFalse();
    }

    @Test
    void shouldNotWaitForWordsThatNeverArrived() {
        send(0, 3);
        send(1000, 1);
        ledger.onLost(0);
        assertThat(ledger.onCount(0, "whale", 2)).isNotNull();
    }

    @Test
    void shouldLeaveOutWindowsOfEarlierRuns() {
        assertThat(ledger.onCount(0, "whale", 1)).isNull();
        send(1000, 1);
        assertThat(ledger.onCount(0, "whale", 1)).isNull();
        assertThat(ledger.balance(1000)).isEqualTo(new Ledger.Balance(0, 0, 0, 0));
    }

    @Test
    void shouldNotCompleteAWindowThatIsStillFilled() {
        send(0, 1);
        assertThat(ledger.onCount(0, "whale", 1)).isNull();
    }

    private void send(long windowMillis, int words) {
        for (int i = 0; i < words; i++) {
            ledger.onSent(windowMillis);
        }
    }
}
