package io.millrace.examples.wordcount.kafka;

import io.millrace.aggregate.Aggregates;
import io.millrace.kafka.KafkaSink;
import io.millrace.kafka.KafkaSource;
import io.millrace.kafka.MillraceKafka;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Counts the words of a topic in windows of a second of event time, into another topic: each result once. */
@Configuration(proxyBeanMethods = false)
class KafkaWordCount {

    static final Duration WINDOW = Duration.ofSeconds(1);
    static final Duration DISORDER = Duration.ofSeconds(1);

    @Bean
    Topology wordCount(MillraceKafka kafka) {
        KafkaSource<String> words = kafka.source(new StringDeserializer(), "words");
        KafkaSink<WindowResult<String, Long>> counts = kafka.sink(
                        "counts", (WindowResult<String, Long> count) -> count.value(), new LongSerializer())
                .key(WindowResult::key, new StringSerializer());

        TopologyBuilder topology = TopologyBuilder.named("word-count").checkpointInterval(Duration.ofSeconds(1));
        topology.source("words", words, WatermarkStrategy.boundedDisorder(DISORDER))
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(WINDOW))
                .aggregate("count", Aggregates.count())
                .sinkTo("counts", counts);
        return topology.build();
    }
}
