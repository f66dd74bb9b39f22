package io.millrace.worker.autoconfigure.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    @ParameterizedTest
    @CsvSource({"'', '', 0", "abc, abc, 0", "abc, '', 3", "'', abc, 3", "thread, threads, 1", "kitten, sitting, 3"})
    void shouldCountEdits(String from, String to, int edits) {
        assertThat(NearestName.edits(from, to)).isEqualTo(edits);
        assertThat(NearestName.edits(to, from)).isEqualTo(edits);
    }

    @Test
    void shouldFindTheNearest() {
        assertThat(NearestName.of("threds", List.of("batch-size", "threads", "thread-names")))
                .contains("threads");
    }

    @Test
    void shouldCountNeitherCaseNorDashes() {
        assertThat(NearestName.of("batchSise", List.of("batch-age", "batch-size")))
                .contains("batch-size");
    }

    @Test
    void shouldFindNothingThatIsFarAway() {
        assertThat(NearestName.of("colour", List.of("batch-size", "threads"))).isEmpty();
    }

    @Test
    void shouldTakeTheFirstByNameOfTwoThatAreEquallyNear() {
        assertThat(NearestName.of("stop-b", List.of("stop-c", "stop-a"))).contains("stop-a");
    }
}
