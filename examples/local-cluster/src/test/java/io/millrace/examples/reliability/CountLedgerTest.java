package io.millrace.examples.reliability;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CountLedgerTest {

    private final CountLedger ledger = new CountLedger(2);

    @Test
    void shouldBeContentWithEachCountInOrder() throws Exception {
        add("0:1", "0:2", "1:1");
        ledger.awaitCounted(3, 0);
        ledger.requireExactly(3);
    }

    @Test
    void shouldTellWhatIsMissing() {
        add("0:1", "1:1");
        assertThatThrownBy(() -> ledger.awaitCounted(4, 0))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Counts are missing: numbers=4, afterMillis=0, keys=[0: has 1 of 2, then [],"
                        + " 1: has 1 of 2, then []]");
    }

    @Test
    void shouldTellWhatHasComeTwice() {
        add("0:1", "1:1", "1:1");
        assertThatThrownBy(() -> ledger.awaitCounted(2, 0)).hasMessageEndingWith("[twice 1:1]");
    }

    @Test
    void shouldTellWhatHasComeOutOfOrder() {
        add("0:1", "0:3", "0:2", "0:2");
        assertThatThrownBy(() -> ledger.requireExactly(6))
                .hasMessageEndingWith("[out of order 0:3 after 1, twice 0:2]");
    }

    @Test
    void shouldTellWhatWasNeverToCome() {
        add("0:1", "1:1", "0:2");
        assertThatCode(() -> ledger.awaitCounted(2, 0)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ledger.requireExactly(2))
                .hasMessage("Counts are wrong: numbers=2, 0: has 2 of 1, then []");
    }

    @Test
    void shouldTellWhyNoMoreComes() {
        ledger.fail(new IllegalStateException("broker"));
        assertThatThrownBy(() -> ledger.awaitCounted(1, 60_000)).hasRootCauseMessage("broker");
    }

    private void add(String... texts) {
        ledger.addAll(Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toList());
    }
}
