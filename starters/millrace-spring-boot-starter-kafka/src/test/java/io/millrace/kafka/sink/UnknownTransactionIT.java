package io.millrace.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sink.Transaction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Transactions that were prepared so long ago that Kafka has forgotten whether they were written. */
@Timeout(30)
class UnknownTransactionIT {

    private final TestCluster cluster = TestCluster.shared();
    private String topic;
    private SinkTasks tasks;

    @BeforeEach
    void open(TestInfo test) throws Exception {
        topic = cluster.topic(test.getTestMethod().orElseThrow().getName(), 1);
        tasks = new SinkTasks(topic, topic);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void shouldFailAndSayWhatCanBeDone() throws Exception {
        List<Transaction> prepared = writtenAndForgotten();
        assertThatThrownBy(() -> recoveredAfter(Duration.ofDays(8), prepared))
                .isInstanceOf(KafkaSinkException.class)
                .hasMessageContaining("Nobody knows whether a prepared transaction of Kafka was written")
                .hasMessageContaining("group=millrace-" + topic + "-out-")
                .hasMessageContaining("offsets.retention.minutes=10080")
                .hasMessageContaining("to DROP if they are there, or to WRITE if they are not");
        assertThat(cluster.values(topic)).containsExactly("a", "b");
    }

    @Test
    void shouldWriteWhereItIsToldTo() throws Exception {
        tasks.settings = tasks.settings.withOnUnknown(UnknownTransaction.WRITE);
        recoveredAfter(Duration.ofDays(8), writtenAndForgotten());
        assertThat(cluster.values(topic)).containsExactly("a", "b", "a", "b");
    }

    @Test
    void shouldDropWhereItIsToldTo() throws Exception {
        tasks.settings = tasks.settings.withOnUnknown(UnknownTransaction.DROP);
        ExactlyOnceWriter<String> writer = recoveredAfter(Duration.ofDays(8), writtenAndForgotten());
        assertThat(cluster.values(topic)).containsExactly("a", "b");
        SinkTasks.write(writer, "c");
        SinkTasks.commit(writer, writer.prepare(3));
        assertThat(cluster.values(topic)).containsExactly("a", "b", "c");
    }

    @Test
    void shouldKnowWhatIsMarkedHoweverOldItIs() throws Exception {
        List<Transaction> prepared = written();
        recoveredAfter(Duration.ofDays(8), prepared);
        assertThat(cluster.values(topic)).containsExactly("a", "b");
    }

    @Test
    void shouldKnowWhatIsNotMarkedWhileMarksAreKept() throws Exception {
        ExactlyOnceWriter<String> writer = tasks.started();
        SinkTasks.write(writer, "a");
        recoveredAfter(Duration.ofDays(6), writer.prepare(1));
        assertThat(cluster.values(topic)).containsExactly("a");
    }

    /** Two transactions, written. */
    private List<Transaction> written() throws Exception {
        tasks.settings = tasks.settings.withMaxContentBytes(1);
        ExactlyOnceWriter<String> writer = tasks.started();
        SinkTasks.write(writer, "a", "b");
        List<Transaction> prepared = writer.prepare(1);
        assertThat(prepared).hasSize(2);
        SinkTasks.commit(writer, prepared);
        return prepared;
    }

    private List<Transaction> writtenAndForgotten() throws Exception {
        List<Transaction> prepared = written();
        String group = TransactionName.parse(prepared.get(0).id()).markerGroup();
        cluster.admin().deleteConsumerGroups(List.of(group)).all().get();
        return prepared;
    }

    private ExactlyOnceWriter<String> recoveredAfter(Duration time, List<Transaction> prepared) throws Exception {
        tasks.context.advance(time);
        return tasks.recovered(2, prepared);
    }
}
