package io.millrace.benchmark.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.Stores;

/**
 * The job in Kafka Streams, as somebody would write it who likes it: words are keys already, so that nothing has to go
 * through another topic; windows in memory, kept in a change log as exactly-once needs; results when a window closes and not
 * before; as many threads as there are cores.
 *
 * @param cluster where its topics are
 * @param windowMillis length of a window
 * @param commitMillis time between two commits
 * @param threads number of its threads
 */
record StreamsWindowJob(KafkaCluster cluster, int windowMillis, int commitMillis, int threads) implements WindowJob {

    /** The default of Kafka Streams. */
    private static final Duration RETENTION = Duration.ofDays(1);

    @Override
    public String engine() {
        return "kafka-streams";
    }

    @Override
    public Running start(String input, String output, String id) throws IOException {
        Path folder = Files.createTempDirectory("millrace-bench-streams");
        KafkaStreams streams = new KafkaStreams(topology(input, output), settings(id, folder));
        streams.start();
        return () -> {
            streams.close(Duration.ofSeconds(30));
            streams.cleanUp();
            Files.deleteIfExists(folder);
        };
    }

    private Topology topology(String input, String output) {
        Duration window = Duration.ofMillis(windowMillis);
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(input, Consumed.with(Serdes.String(), Serdes.ByteArray()))
                .groupByKey(Grouped.with(Serdes.String(), Serdes.ByteArray()))
                .windowedBy(TimeWindows.ofSizeWithNoGrace(window))
                .count(Materialized.<String, Long>as(Stores.inMemoryWindowStore("counts", RETENTION, window, false))
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.Long()))
                .suppress(Suppressed.untilWindowCloses(Suppressed.BufferConfig.unbounded()))
                .toStream()
                .map((word, count) -> KeyValue.pair(
                        word.key(), Bytes.wrap(new CountedWindow(word.window().start(), count).toBytes())))
                .to(output, Produced.with(Serdes.String(), Serdes.Bytes()));
        return builder.build();
    }

    private Properties settings(String id, Path folder) {
        Properties settings = new Properties();
        settings.putAll(cluster.client());
        settings.put("application.id", id);
        settings.put("state.dir", folder.toString());
        settings.put("processing.guarantee", "exactly_once_v2");
        settings.put("commit.interval.ms", commitMillis);
        settings.put("num.stream.threads", threads);
        settings.put("replication.factor", 1);
        settings.put("auto.offset.reset", "earliest");
        settings.put("max.poll.records", 5_000);
        settings.put("fetch.min.bytes", 1);
        settings.put("producer.linger.ms", Math.min(100, commitMillis / 2));
        settings.put("producer.batch.size", 64 << 10);
        return settings;
    }
}
