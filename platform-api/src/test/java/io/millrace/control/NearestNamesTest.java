package io.millrace.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNamesTest {

    @ParameterizedTest
    @CsvSource({"'', '', 0", "abc, abc, 0", "abc, '', 3", "'', abc, 3", "thread, threads, 1", "kitten, sitting, 3"})
    void shouldCountEdits(String from, String to, int edits) {
        assertThat(NearestNames.edits(from, to)).isEqualTo(edits);
        assertThat(NearestNames.edits(to, from)).isEqualTo(edits);
    }

    @Test
    void shouldFindTheNearest() {
        assertThat(NearestNames.of("threds", List.of("batch-size", "threads", "thread-names"), 3))
                .containsExactly("threads");
    }

    @Test
    void shouldCountNeitherCaseNorDashes() {
        assertThat(NearestNames.of("batchSise", List.of("batch-age", "batch-size"), 1))
                .containsExactly("batch-size");
    }

    @Test
    void shouldFindNothingThatIsFarAway() {
        assertThat(NearestNames.of("colour", List.of("batch-size", "threads"), 3))
                .isEmpty();
    }

    @Test
    void shouldTakeTheFirstByNameOfTwoThatAreEquallyNear() {
        assertThat(NearestNames.of("stop-b", List.of("stop-c", "stop-a"), 2)).containsExactly("stop-a", "stop-c");
    }
}
