package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.aggregate.Aggregates;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The program on the page compiles, and promises what the page says. */
class WordCountPageTest {

    @Test
    void shouldBeExactlyOnce() {
        Map<String, Object> config = Map.of("bootstrap.servers", "localhost:9092");
        assertThat(wordCount(MillraceKafka.of(config, config)).guarantees().paths())
                .singleElement()
                .satisfies(path -> assertThat(path.guarantee()).isEqualTo(Guarantee.EXACTLY_ONCE));
    }

    @Test
    void shouldStandOnThePage() throws Exception {
        String page = words(Files.readString(Path.of("../../docs/kafka.md")));
        String source = Files.readString(Path.of("src/test/java/io/millrace/kafka/WordCountPageTest.java"));
        String program = source.substring(source.lastIndexOf("Topology wordCount("), source.lastIndexOf("    // End."));
        assertThat(page).contains(words(program));
    }

    private static String words(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining()).replace(" ", "");
    }

    private static Topology wordCount(MillraceKafka kafka) {
        TopologyBuilder topology = TopologyBuilder.named("word-count");
        topology.source("words", kafka.source(new StringDeserializer(), "words"))
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(Duration.ofSeconds(1)))
                .aggregate("count", Aggregates.count())
                .sinkTo(
                        "counts",
                        kafka.<WindowResult<String, Long>, Long>sink(
                                        "counts", WindowResult::value, new LongSerializer())
                                .key(WindowResult::key, new StringSerializer()));
        return topology.build();
    }
    // End.
}
