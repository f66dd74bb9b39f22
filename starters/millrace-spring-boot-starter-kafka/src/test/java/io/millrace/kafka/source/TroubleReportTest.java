package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TroubleReportTest {

    @Test
    void shouldSayNothingWhereThereIsNone() {
        assertThat(TroubleReport.text("localhost:9092", List.of(), false, Set.of()))
                .isNull();
    }

    @Test
    void shouldNameBrokersAndSomePartitions() {
        List<TopicPartition> lost = IntStream.range(0, 7)
                .mapToObj(i -> new TopicPartition("words", i))
                .toList();
        assertThat(TroubleReport.text("a:1,b:2", lost, true, Set.of()))
                .startsWith("Kafka does not answer: brokers=a:1,b:2, partitions=[words-0, words-1, words-2, words-3,"
                        + " words-4 and 2 more]; ");
    }

    @Test
    void shouldTellASearchThatIsNotAnsweredFromTopicsThatAreNotThere() {
        assertThat(TroubleReport.text("a:1", List.of(), true, Set.of("words")))
                .startsWith("Kafka does not answer: brokers=a:1; ");
        assertThat(TroubleReport.text("a:1", List.of(), false, Set.of("words")))
                .startsWith("Topics do not exist: topics=[words], brokers=a:1; ");
    }
}
