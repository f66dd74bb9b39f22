package io.millrace.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MarkersIT {

    private final TestCluster cluster = TestCluster.shared();

    @Test
    void shouldKeepAMarkThatIsSetWhileTheSameIsPendingWhenThatIsAborted() throws Exception {
        String topic = cluster.topic("shouldKeepAMark", 1);
        TransactionName name = new TransactionName("0123456789abcdef", 5, "marks-0", 0);
        Map<String, Object> config = cluster.config();
        config.put("transactional.id", name.transactionalId());
        SinkSettings settings = SinkSettings.of(cluster.config(), topic);
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
                Connection connection = new Connection(KafkaClients.REAL, settings, new FixedContext("marks", 0, 1))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(Markers.of(name, Set.of(topic)), Markers.metadata(name.markerGroup()));
            Markers markers = new Markers(connection);
            assertThatThrownBy(() -> markers.read(name.markerGroup(), List.of(topic)))
                    .isInstanceOf(UnstableOffsetCommitException.class);
            assertThat(markers.readWritten(name.markerGroup(), List.of(topic))).isEqualTo(Markers.NONE);

            markers.set(name, List.of(topic));
            assertThatThrownBy(() -> markers.read(name.markerGroup(), List.of(topic)))
                    .isInstanceOf(UnstableOffsetCommitException.class);
            assertThat(markers.readWritten(name.markerGroup(), List.of(topic))).isEqualTo(5);

            TransactionQuestions questions = new TransactionQuestions(connection, name.transactionalId());
            Map<TopicPartition, ProducerState> open =
                    questions.statesOfTopics(questions.coordinator().producerId(), List.of("__consumer_offsets"));
            assertThat(open).hasSize(1);
            for (Map.Entry<TopicPartition, ProducerState> each : open.entrySet()) {
                ProducerState state = each.getValue();
                AbortTransactionSpec spec = new AbortTransactionSpec(
                        each.getKey(),
                        state.producerId(),
                        (short) state.producerEpoch(),
                        state.coordinatorEpoch().orElse(0));
                cluster.admin().abortTransaction(spec).all().get();
            }
            assertThat(markers.read(name.markerGroup(), List.of(topic))).isEqualTo(5);
        }
    }
}
