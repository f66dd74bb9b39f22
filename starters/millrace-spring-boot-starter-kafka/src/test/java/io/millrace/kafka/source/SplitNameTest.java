package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitNameTest {

    @Test
    void shouldFindThePartitionBehindTheLastDash() {
        TopicPartition partition = new TopicPartition("a-b-7", 12);
        assertThat(SplitName.of(partition)).isEqualTo("a-b-7-12");
        assertThat(SplitName.parse("a-b-7-12")).isEqualTo(partition);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "words", "words-", "-1", "words-x", "words-1234567890", "words-१"})
    void shouldRefuseWhatIsNoPartition(String split) {
        assertThatThrownBy(() -> SplitName.parse(split))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + split + "'");
    }

    @Test
    void shouldGiveEachPartitionToOneTaskAndAllTasksTheSameNumber() {
        int[] counts = new int[4];
        for (int partition = 0; partition < 40; partition++) {
            counts[SplitName.taskOf(new TopicPartition("words", partition), 4)]++;
        }
        assertThat(counts).containsOnly(10);
    }

    /** Splits that a checkpoint holds must fall to the tasks that they fell to before. */
    @Test
    void shouldNeverChangeItsMind() {
        assertThat(IntStream.range(0, 4).map(i -> SplitName.taskOf(new TopicPartition("words", i), 4)))
                .containsExactly(3, 0, 1, 2);
    }
}
