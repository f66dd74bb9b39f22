package io.millrace.benchmark.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.workload.PassStrings;
import io.millrace.benchmark.workload.Tally;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassTest {

    private static final long STRINGS = 12_345;

    @Test
    void shouldMakeDistinctStringsOfAHundredBytes() {
        PassStrings strings = new PassStrings();
        Set<String> distinct = new HashSet<>();
        for (int i = 0; i < 1_024; i++) {
            assertThat(strings.get(i).getBytes(StandardCharsets.UTF_8)).hasSize(100);
            distinct.add(strings.get(i));
        }

        assertThat(distinct).hasSize(1_024);
        assertThat(strings.get(1_024)).isSameAs(strings.get(0));
    }

    @Test
    void shouldPassEveryStringThroughTheRing() throws Exception {
        Tally tally = new RingPass(STRINGS).run();

        assertThat(tally.results()).isEqualTo(STRINGS);
        assertThat(tally).isEqualTo(new IdealPass(STRINGS).run());
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, true", "1, false", "2, false"})
    void shouldPassEveryStringThroughMillrace(int parallelism, boolean isShuffled) throws InterruptedException {
        Tally tally = new MillracePass(STRINGS, parallelism, isShuffled).run();

        assertThat(tally).isEqualTo(new IdealPass(STRINGS).run());
    }
}
