package io.millrace.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sink.Transaction;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Brokers that do not answer, give up, or refuse. */
@Timeout(30)
class KafkaTroubleIT {

    private final TestCluster cluster = TestCluster.shared();
    private String topic;
    private SinkTasks tasks;

    @BeforeEach
    void open(TestInfo test) throws Exception {
        topic = cluster.topic(test.getTestMethod().orElseThrow().getName(), 2);
        tasks = new SinkTasks(topic, topic);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void shouldNotWriteAgainWhatWasWrittenWithoutAnAnswer() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        WatchedClients clients = new WatchedClients(new WatchedClients.Watcher() {
            @Override
            public void after(String call, Producer<byte[], byte[]> producer) {
                if (call.equals("commitTransaction") && commits.incrementAndGet() == 1) {
                    throw new TimeoutException("the answer was lost");
                }
            }
        });
        ExactlyOnceWriter<String> writer = tasks.open(clients);
        writer.recover(0, List.of());
        SinkTasks.write(writer, "a", "b");
        SinkTasks.commit(writer, writer.prepare(1));
        assertThat(cluster.values(topic)).containsExactlyInAnyOrder("a", "b");
        assertThat(commits).hasValue(1);
        assertThat(clients.opened()).isEqualTo(2);
        assertThat(tasks.context.troubles).hasSize(2).last().isNull();
        assertThat(tasks.context.troubles.get(0))
                .contains("Kafka does not answer: brokers=" + cluster.config().get("bootstrap.servers"))
                .contains("reason=the answer was lost");
    }

    @Test
    void shouldWriteAgainWhatWasNotWritten() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        ExactlyOnceWriter<String> writer = tasks.open(new WatchedClients(new WatchedClients.Watcher() {
            @Override
            public void before(String call, Producer<byte[], byte[]> producer) {
                if (call.equals("commitTransaction") && commits.incrementAndGet() < 4) {
                    producer.flush();
                    throw new TimeoutException("no answer");
                }
            }
        }));
        writer.recover(0, List.of());
        SinkTasks.write(writer, "a", "b");
        SinkTasks.commit(writer, writer.prepare(1));
        assertThat(cluster.values(topic)).containsExactlyInAnyOrder("a", "b");
        assertThat(commits).hasValue(4);
    }

    @Test
    void shouldGoOnTryingUntilItIsInterrupted() throws Exception {
        CountDownLatch isTrying = new CountDownLatch(2);
        ExactlyOnceWriter<String> writer = tasks.open(new WatchedClients(new WatchedClients.Watcher() {
            @Override
            public void before(String call, Producer<byte[], byte[]> producer) {
                if (call.equals("commitTransaction")) {
                    isTrying.countDown();
                    throw new TimeoutException("no answer");
                }
            }
        }));
        writer.recover(0, List.of());
        SinkTasks.write(writer, "a");
        List<Transaction> prepared = writer.prepare(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread task = new Thread(() -> {
            try {
                SinkTasks.commit(writer, prepared);
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        task.start();
        isTrying.await();
        task.interrupt();
        task.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(cluster.values(topic)).isEmpty();
    }

    @Test
    void shouldSayWhatToDoWhenWritingTookTooLong() throws Exception {
        tasks.settings = tasks.settings.withProperty("transaction.timeout.ms", 500);
        String id = "millrace-" + topic + "-out-0";
        ExactlyOnceWriter<String> writer = tasks.open(new WatchedClients(new WatchedClients.Watcher() {
            @Override
            public void before(String call, Producer<byte[], byte[]> producer) throws Exception {
                if (call.equals("commitTransaction")) {
                    producer.flush();
                    while (cluster.admin()
                                    .describeTransactions(List.of(id))
                                    .description(id)
                                    .get()
                                    .state()
                            != TransactionState.COMPLETE_ABORT) {
                        Thread.onSpinWait();
                    }
                }
            }
        }));
        writer.recover(0, List.of());
        SinkTasks.write(writer, "a");
        List<Transaction> prepared = writer.prepare(1);
        assertThatThrownBy(() -> SinkTasks.commit(writer, prepared))
                .isInstanceOf(KafkaSinkException.class)
                .hasMessageContaining("it took longer than transaction.timeout.ms, 500")
                .hasMessageContaining("take checkpoints more often");
        assertThat(cluster.values(topic)).isEmpty();
        tasks.recovered(1, prepared);
        assertThat(cluster.values(topic)).containsExactly("a");
    }

    @Test
    void shouldSayWhatToDoAboutATransactionTimeoutThatBrokersDoNotAllow() {
        tasks.settings = tasks.settings.withProperty("transaction.timeout.ms", 16 * 60_000);
        assertThatThrownBy(() -> tasks.started())
                .isInstanceOf(KafkaSinkException.class)
                .hasMessageContaining("transaction.timeout.ms is 960000, and the brokers allow less")
                .hasMessageContaining("transaction.max.timeout.ms");
    }

    @Test
    void shouldFailWithTheFactsWhereATopicRefusesWhatItTookBefore() throws Exception {
        WatchedClients clients = new WatchedClients(new WatchedClients.Watcher() {});
        ExactlyOnceWriter<String> writer = tasks.open(clients);
        writer.recover(0, List.of());
        SinkTasks.write(writer, "a", "b".repeat(5_000));
        List<Transaction> prepared = writer.prepare(1);
        cluster.set(topic, "max.message.bytes", "1000");
        assertThatThrownBy(() -> SinkTasks.commit(writer, prepared))
                .isInstanceOf(KafkaSinkException.class)
                .hasMessageContaining("topics=[" + topic + "]")
                .hasMessageContaining("records=2")
                .hasMessageContaining("the next start goes on from the checkpoint");
        // The client may not come to an end with a batch that it has to divide; the second producer makes smaller ones.
        assertThat(clients.opened()).as("no endless retry").isLessThanOrEqualTo(2);
        assertThat(cluster.values(topic)).isEmpty();
        cluster.set(topic, "max.message.bytes", "100000");
        tasks.recovered(1, prepared);
        assertThat(cluster.values(topic)).hasSize(2);
    }

    @Test
    void shouldFailWhereATopicIsGoneThatATransactionWritesTo() throws Exception {
        ExactlyOnceWriter<String> writer = tasks.started();
        SinkTasks.write(writer, "a");
        List<Transaction> prepared = writer.prepare(1);
        cluster.admin().deleteTopics(List.of(topic)).all().get();
        assertThatThrownBy(() -> SinkTasks.commit(writer, prepared))
                .isInstanceOf(KafkaSinkException.class)
                .hasMessageContaining("Topic of Kafka does not exist: topic=" + topic);
    }
}
