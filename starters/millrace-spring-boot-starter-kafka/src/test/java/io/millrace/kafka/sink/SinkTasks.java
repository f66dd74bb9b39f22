package io.millrace.kafka.sink;

import io.millrace.sink.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;

/** Opens writers of text to one topic, as tasks of one topology after another, and closes what is left. */
final class SinkTasks implements AutoCloseable {

    private final String topology;
    private final List<ExactlyOnceWriter<String>> open = new ArrayList<>();
    private int attempts;

    SinkSettings settings;

    /** Of the writers to come. */
    FixedContext context;

    SinkTasks(String topology, String topic) {
        this.topology = topology;
        this.settings = SinkSettings.of(TestCluster.shared().config(), topic);
        this.context = new FixedContext(topology, 0, 1);
    }

    ExactlyOnceWriter<String> open() {
        return open(KafkaClients.REAL);
    }

    ExactlyOnceWriter<String> open(int taskIndex, int parallelism) {
        context = new FixedContext(topology, taskIndex, parallelism);
        return open();
    }

    ExactlyOnceWriter<String> open(KafkaClients clients) {
        Connection connection = new Connection(clients, settings, context);
        ExactlyOnceWriter<String> writer =
                new ExactlyOnceWriter<>(this::encode, settings, connection, String.format("%016x", ++attempts));
        open.add(writer);
        return writer;
    }

    /** Opens a writer that goes on from a checkpoint. */
    ExactlyOnceWriter<String> recovered(long checkpointId, List<Transaction> prepared) throws Exception {
        ExactlyOnceWriter<String> writer = open();
        writer.recover(checkpointId, prepared);
        return writer;
    }

    ExactlyOnceWriter<String> started() throws Exception {
        return recovered(0, List.of());
    }

    static void write(ExactlyOnceWriter<String> writer, String... values) throws Exception {
        for (String value : values) {
            writer.write(value, System.currentTimeMillis());
        }
    }

    static void commit(ExactlyOnceWriter<String> writer, List<Transaction> prepared) throws Exception {
        for (Transaction transaction : prepared) {
            writer.commit(transaction);
        }
    }

    private void encode(String value, long timestampMillis, OutgoingRecord record) {
        record.topic(settings.topic());
        record.timestampMillis(timestampMillis);
        record.key(value.getBytes(StandardCharsets.UTF_8));
        record.value(new StringSerializer().serialize(settings.topic(), value));
    }

    @Override
    public void close() {
        open.forEach(ExactlyOnceWriter::close);
    }
}
