package io.millrace.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sink.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reader of committed records sees of a writer that prepares, commits, dies, and is followed by another. */
@Timeout(30)
class ExactlyOnceWriterIT {

    private final TestCluster cluster = TestCluster.shared();
    private String topic;
    private SinkTasks tasks;

    @BeforeEach
    void open(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName() + "-"
                + test.getDisplayName().hashCode();
        topic = cluster.topic(name.replaceAll("[^A-Za-z0-9-]", ""), 3);
        tasks = new SinkTasks(topic, topic);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void shouldShowNothingBeforeTheCommitAndEverythingOnceAfterIt() throws Exception {
        ExactlyOnceWriter<String> writer = tasks.started();
        SinkTasks.write(writer, "a", "b", "c");
        List<Transaction> prepared = writer.prepare(1);
        SinkTasks.write(writer, "d");
        assertThat(prepared).hasSize(1);
        assertThat(cluster.values(topic)).isEmpty();
        SinkTasks.commit(writer, prepared);
        assertThat(cluster.values(topic)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void shouldDoNothingWhenItCommitsAgain() throws Exception {
        ExactlyOnceWriter<String> writer = tasks.started();
        SinkTasks.write(writer, "a", "b");
        List<Transaction> prepared = writer.prepare(1);
        SinkTasks.commit(writer, prepared);
        SinkTasks.commit(writer, prepared);
        ExactlyOnceWriter<String> successor = tasks.recovered(1, prepared);
        SinkTasks.commit(successor, prepared);
        assertThat(cluster.values(topic)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldPrepareNothingWhereNothingWasWritten() throws Exception {
        assertThat(tasks.started().prepare(1)).isEmpty();
    }

    @Test
    void shouldCommitTransactionAfterTransactionWithOneProducer() throws Exception {
        WatchedClients clients = new WatchedClients(new WatchedClients.Watcher() {});
        ExactlyOnceWriter<String> writer = tasks.open(clients);
        writer.recover(0, List.of());
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            SinkTasks.write(writer, "v" + i);
            expected.add("v" + i);
            SinkTasks.commit(writer, writer.prepare(i));
        }
        assertThat(cluster.values(topic)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(clients.opened()).isOne();
    }

    /** Where a process dies, in the order of time. */
    enum Death {
        BEFORE_BEGIN("beginTransaction", false),
        AMONG_RECORDS("sendOffsetsToTransaction", false),
        BEFORE_COMMIT("commitTransaction", false),
        AFTER_COMMIT("commitTransaction", true);

        private final String call;
        private final boolean isAfter;

        Death(String call, boolean isAfter) {
            this.call = call;
            this.isAfter = isAfter;
        }

        WatchedClients clients() {
            return new WatchedClients(new WatchedClients.Watcher() {
                @Override
                public void before(String called, Producer<byte[], byte[]> producer) {
                    if (!isAfter && called.equals(call)) {
                        producer.flush();
                        throw new Died(name());
                    }
                }

                @Override
                public void after(String called, Producer<byte[], byte[]> producer) {
                    if (isAfter && called.equals(call)) {
                        throw new Died(name());
                    }
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowEverythingOnceWhenAWriterDies(Death death) throws Exception {
        WatchedClients clients = death.clients();
        ExactlyOnceWriter<String> writer = tasks.open(clients);
        writer.recover(0, List.of());
        SinkTasks.write(writer, "a", "b", "c");
        List<Transaction> prepared = writer.prepare(1);
        assertThatThrownBy(() -> SinkTasks.commit(writer, prepared)).isInstanceOf(Died.class);
        clients.kill();

        ExactlyOnceWriter<String> successor = tasks.recovered(1, prepared);
        assertThat(cluster.values(topic)).containsExactlyInAnyOrder("a", "b", "c");
        SinkTasks.write(successor, "d");
        SinkTasks.commit(successor, successor.prepare(2));
        assertThat(cluster.values(topic)).containsExactlyInAnyOrder("a", "b", "c", "d");
        tasks.recovered(1, prepared);
        assertThat(cluster.values(topic)).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void shouldShowOnceWhatSuccessorsDieOverAgainAndAgain() throws Exception {
        ExactlyOnceWriter<String> writer = tasks.started();
        SinkTasks.write(writer, "a", "b");
        List<Transaction> prepared = writer.prepare(1);
        for (Death death : Death.values()) {
            WatchedClients clients = death.clients();
            ExactlyOnceWriter<String> successor = tasks.open(clients);
            assertThatThrownBy(() -> successor.recover(1, prepared)).isInstanceOf(Died.class);
            clients.kill();
        }
        tasks.recovered(1, prepared);
        assertThat(cluster.values(topic)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldFenceAZombieThatCommitsAfterItsSuccessorHasRecovered() throws Exception {
        ExactlyOnceWriter<String> zombie = tasks.started();
        SinkTasks.write(zombie, "a");
        List<Transaction> prepared = zombie.prepare(1);
        SinkTasks.write(zombie, "undecided");
        List<Transaction> undecided = zombie.prepare(2);
        tasks.recovered(1, prepared);
        assertThat(cluster.values(topic)).containsExactly("a");

        SinkTasks.commit(zombie, prepared);
        assertThat(cluster.values(topic)).containsExactly("a");
        assertThatThrownBy(() -> SinkTasks.commit(zombie, undecided))
                .isInstanceOf(KafkaSinkException.class)
                .hasMessageContaining(
                        "another producer has taken over the transactional id millrace-" + topic + "-out-0");
        assertThat(cluster.values(topic)).containsExactly("a");
    }

    @Test
    void shouldFenceAZombieWhoseTransactionNobodyKnows() throws Exception {
        ExactlyOnceWriter<String> zombie = tasks.started();
        SinkTasks.write(zombie, "undecided");
        List<Transaction> undecided = zombie.prepare(2);
        tasks.started();
        assertThatThrownBy(() -> SinkTasks.commit(zombie, undecided)).isInstanceOf(KafkaSinkException.class);
        assertThat(cluster.values(topic)).isEmpty();
    }

    @Test
    void shouldFenceAZombieInTheMidstOfItsTransaction() throws Exception {
        AtomicReference<List<Transaction>> prepared = new AtomicReference<>();
        ExactlyOnceWriter<String> zombie = tasks.open(new WatchedClients(new WatchedClients.Watcher() {
            @Override
            public void before(String call, Producer<byte[], byte[]> producer) throws Exception {
                if (call.equals("commitTransaction")) {
                    producer.flush();
                    tasks.recovered(1, prepared.get());
                }
            }
        }));
        zombie.recover(0, List.of());
        SinkTasks.write(zombie, "a", "b");
        prepared.set(zombie.prepare(1));
        assertThatThrownBy(() -> SinkTasks.commit(zombie, prepared.get())).isInstanceOf(KafkaSinkException.class);
        assertThat(cluster.values(topic)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldShowEverythingOnceWhenTheNumberOfTasksChanges() throws Exception {
        List<List<Transaction>> ofFour = new ArrayList<>();
        for (int task = 0; task < 4; task++) {
            ExactlyOnceWriter<String> writer = tasks.open(task, 4);
            writer.recover(0, List.of());
            SinkTasks.write(writer, "four-" + task);
            ofFour.add(writer.prepare(1));
            if (task == 2) {
                SinkTasks.commit(writer, ofFour.get(2));
            }
        }
        List<List<Transaction>> ofTwo = new ArrayList<>();
        for (int task = 0; task < 2; task++) {
            ExactlyOnceWriter<String> writer = tasks.open(task, 2);
            writer.recover(1, dealt(ofFour, task, 2));
            SinkTasks.write(writer, "two-" + task);
            ofTwo.add(writer.prepare(2));
        }
        for (int task = 0; task < 3; task++) {
            tasks.open(task, 3).recover(2, dealt(ofTwo, task, 3));
        }
        assertThat(cluster.values(topic))
                .containsExactlyInAnyOrder("four-0", "four-1", "four-2", "four-3", "two-0", "two-1");
    }

    /** As the engine does: all of one task go to one task. */
    private static List<Transaction> dealt(List<List<Transaction>> prepared, int task, int parallelism) {
        List<Transaction> dealt = new ArrayList<>();
        for (int i = task; i < prepared.size(); i += parallelism) {
            dealt.addAll(prepared.get(i));
        }
        return dealt;
    }

    @Test
    void shouldShowWhatTwoLivesPreparedForCheckpointsOfTheSameNumber() throws Exception {
        ExactlyOnceWriter<String> first = tasks.started();
        SinkTasks.write(first, "first");
        SinkTasks.commit(first, first.prepare(1));
        // The data folder is gone, and numbers begin at one again.
        ExactlyOnceWriter<String> second = tasks.started();
        SinkTasks.write(second, "second");
        SinkTasks.commit(second, second.prepare(1));
        assertThat(cluster.values(topic)).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void shouldMakeSeveralTransactionsOfMuch() throws Exception {
        tasks.settings = tasks.settings.withMaxContentBytes(300);
        ExactlyOnceWriter<String> writer = tasks.started();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            expected.add("value " + i);
            SinkTasks.write(writer, "value " + i);
        }
        List<Transaction> prepared = writer.prepare(1);
        assertThat(prepared).hasSizeGreaterThan(5);
        SinkTasks.commit(writer, prepared.subList(0, 3));
        assertThat(cluster.values(topic)).hasSizeBetween(1, 49);
        // Whatever the order in which they are handed over.
        List<Transaction> shuffled = new ArrayList<>(prepared);
        Collections.reverse(shuffled);
        tasks.recovered(1, shuffled);
        assertThat(cluster.values(topic)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void shouldTakeOverWhatWasPreparedUnderAnotherPrefix() throws Exception {
        ExactlyOnceWriter<String> writer = tasks.started();
        SinkTasks.write(writer, "a");
        List<Transaction> prepared = writer.prepare(1);
        tasks.settings = tasks.settings.withPrefix("quite/another");
        tasks.recovered(1, prepared);
        assertThat(cluster.values(topic)).containsExactly("a");
        SinkTasks.commit(writer, prepared);
        assertThat(cluster.values(topic)).containsExactly("a");
    }

    @Test
    void shouldCommitWhatAnotherWriterHasPrepared() throws Exception {
        ExactlyOnceWriter<String> writer = tasks.started();
        SinkTasks.write(writer, "a");
        List<Transaction> prepared = writer.prepare(1);
        ExactlyOnceWriter<String> other = tasks.open(5, 6);
        other.recover(0, List.of());
        SinkTasks.commit(other, prepared);
        SinkTasks.commit(other, prepared);
        assertThat(cluster.values(topic)).containsExactly("a");
    }
}
