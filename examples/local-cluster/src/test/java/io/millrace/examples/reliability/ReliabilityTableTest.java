package io.millrace.examples.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReliabilityTableTest {

    private final ReliabilityTable table = new ReliabilityTable();

    @Test
    void shouldHaveARowForEachFault() {
        table.add("one", times(1000, 3000, null));
        table.add("two", times(1100, 2000, 500));
        table.add("one", times(1200, 9000, null));
        table.add("one", times(1100, 4000, null));
        table.add("two", times(1200, 3000, 700));
        assertThat(table.text()).isEqualTo("""
                        | fault | undisturbed gap | median | worst | worst, written | new leader after | runs |
                        |---|---|---|---|---|---|---|
                        | one | 1.1 s | 4.0 s | 9.0 s | 9.1 s | none | 3 |
                        | two | 1.2 s | 2.5 s | 3.0 s | 3.1 s | 0.6 s | 2 |
                        """);
    }

    private static RoundTimes times(int undisturbed, int committed, @Nullable Integer newLeader) {
        return new RoundTimes(
                Duration.ofMillis(undisturbed),
                Duration.ofMillis(committed),
                Duration.ofMillis(committed + 100),
                newLeader == null ? null : Duration.ofMillis(newLeader));
    }
}
