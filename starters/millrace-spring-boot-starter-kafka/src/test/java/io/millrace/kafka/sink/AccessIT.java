package io.millrace.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.sink.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A broker that wants to know who it speaks to, and allows each only what it has to. */
@Timeout(60)
class AccessIT {

    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private static final String TOPIC = "out";

    private static EmbeddedKafkaKraftBroker broker;
    private static int attempts;

    @BeforeAll
    static void start() throws Exception {
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(Map.of(
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "offsets.topic.num.partitions", "1",
                "listener.security.protocol.map", "EXTERNAL:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:admin;User:ANONYMOUS"));
        broker.brokerProperties(Map.of(
                "listener.name.external.plain.sasl.jaas.config",
                LOGIN + " username=\"admin\" password=\"secret\" user_admin=\"secret\" user_sink=\"pour\""
                        + " user_guest=\"visit\";"));
        broker.afterPropertiesSet();
        try (Admin admin = Admin.create(client("admin", "secret"))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
            // What the documentation asks for, and no more.
            admin.createAcls(List.of(
                            allow("sink", ResourceType.TRANSACTIONAL_ID, "millrace-", AclOperation.WRITE),
                            allow("sink", ResourceType.TRANSACTIONAL_ID, "millrace-", AclOperation.DESCRIBE),
                            allow("sink", ResourceType.GROUP, "millrace-", AclOperation.READ),
                            allow("sink", ResourceType.TOPIC, TOPIC, AclOperation.WRITE),
                            allow("sink", ResourceType.TOPIC, TOPIC, AclOperation.READ),
                            allow("sink", ResourceType.TOPIC, TOPIC, AclOperation.DESCRIBE),
                            allow("guest", ResourceType.TOPIC, TOPIC, AclOperation.DESCRIBE)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        broker.destroy();
    }

    @Test
    void shouldWriteWithTheRightsThatAreDocumented() throws Exception {
        FixedContext context = new FixedContext("allowed", 0, 1);
        ExactlyOnceWriter<String> writer = writer("sink", "pour", context);
        writer.recover(0, List.of());
        SinkTasks.write(writer, "a", "b");
        List<Transaction> prepared = writer.prepare(1);
        SinkTasks.commit(writer, prepared);
        writer.close();
        assertThat(context.troubles).isEmpty();
        ExactlyOnceWriter<String> successor = writer("sink", "pour", context);
        successor.recover(1, prepared);
        successor.close();
        assertThat(context.troubles).isEmpty();
    }

    @Test
    void shouldFailWithAWrongPasswordAndNotTellIt() throws Exception {
        Throwable failure = failure("sink", "wrong-password");
        assertThat(failure).hasMessageContaining("Authentication failed").hasMessageContaining("credentials");
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.getMessage()).doesNotContain("wrong-password");
        }
    }

    @Test
    void shouldFailWithoutTheRightToTheTransactionalId() throws Exception {
        assertThat(failure("guest", "visit"))
                .isInstanceOf(KafkaSinkException.class)
                .hasMessageContaining("millrace-refused-out-0")
                .hasMessageContaining("Write and Describe on the transactional id");
    }

    @Test
    void shouldSayWhichRightItNeedsToSeeWhyAMarkIsPending() throws Exception {
        FixedContext context = new FixedContext("pending", 0, 1);
        ExactlyOnceWriter<String> writer = writer("sink", "pour", context);
        writer.recover(0, List.of());
        SinkTasks.write(writer, "a");
        List<Transaction> prepared = writer.prepare(1);
        TransactionName name = TransactionName.parse(prepared.get(0).id());
        Map<String, Object> config = client("admin", "secret");
        config.put("transactional.id", "somebody");
        try (KafkaProducer<byte[], byte[]> other =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            other.initTransactions();
            other.beginTransaction();
            other.sendOffsetsToTransaction(
                    Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(7)),
                    Markers.metadata(name.markerGroup()));
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread task = new Thread(() -> thrown.set(catchThrowable(() -> SinkTasks.commit(writer, prepared))));
            task.start();
            while (context.troubles.isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(context.troubles.get(0))
                    .contains("Transaction of Kafka hangs: transaction=" + name.toId())
                    .contains("allow Read and Describe on __consumer_offsets")
                    .contains("Do not abort it otherwise");
            other.abortTransaction();
            task.join();
            assertThat(thrown.get()).isNull();
        }
        assertThat(context.troubles).last().isNull();
        writer.close();
    }

    private static Throwable failure(String user, String password) {
        ExactlyOnceWriter<String> writer = writer(user, password, new FixedContext("refused", 0, 1));
        try {
            return catchThrowable(() -> writer.recover(0, List.of()));
        } finally {
            writer.close();
        }
    }

    private static ExactlyOnceWriter<String> writer(String user, String password, FixedContext context) {
        SinkSettings settings = SinkSettings.of(client(user, password), TOPIC);
        return new ExactlyOnceWriter<>(
                (value, timestampMillis, record) -> {
                    record.topic(TOPIC);
                    record.timestampMillis(timestampMillis);
                    record.value(value.getBytes(StandardCharsets.UTF_8));
                },
                settings,
                new Connection(KafkaClients.REAL, settings, context),
                String.format("%016x", ++attempts));
    }

    private static AclBinding allow(String user, ResourceType type, String prefix, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, prefix, PatternType.PREFIXED),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }

    private static Map<String, Object> client(String user, String password) {
        Map<String, Object> client = new HashMap<>();
        client.put("bootstrap.servers", broker.getBrokersAsString());
        client.put("security.protocol", "SASL_PLAINTEXT");
        client.put("sasl.mechanism", "PLAIN");
        client.put("sasl.jaas.config", LOGIN + " username=\"" + user + "\" password=\"" + password + "\";");
        return client;
    }
}
