package io.millrace.examples.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, asked by real clients. */
@Timeout(300)
class KafkaBrokersIT {

    @TempDir
    private Path temporary;

    @Test
    void shouldKeepWhatItHasConfirmedThoughItIsKilled() throws Exception {
        Path folder = temporary.resolve("brokers");
        BrokerSettings settings = BrokerSettings.of(1).withFolder(folder).withUser("ahab", "whale");
        ProcessHandle process;
        try (KafkaBrokers brokers = KafkaBrokers.start(settings)) {
            KafkaClients clients = new KafkaClients(brokers.bootstrapServers());
            clients.createTopic("whales");
            try (KafkaProducer<String, String> producer = clients.producer("hunt")) {
                producer.initTransactions();
                KafkaClients.write(producer, "whales", List.of("humpback", "sperm"));
                brokers.kill(0);
                brokers.restart(0);
                KafkaClients.write(producer, "whales", List.of("right"));
            }
            assertThat(clients.read("whales")).containsExactlyInAnyOrder("humpback", "sperm", "right");
            requireWrongPasswordRefused(brokers);
            process = ProcessHandle.of(brokers.pid(0)).orElseThrow();
            assertThatThrownBy(() -> brokers.restart(0)).hasMessageContaining("Kafka broker runs: broker=0");
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(Files.readString(folder.resolve("broker-0/broker.log"))).containsPattern("shut ?down completed");
        assertThatThrownBy(() -> KafkaBrokers.start(settings)).hasMessageContaining("is not empty: folder=" + folder);
    }

    @Test
    void shouldTakeTransactionsWhileOneOfThreeIsDead() throws Exception {
        try (KafkaBrokers brokers = KafkaBrokers.start(BrokerSettings.of(3))) {
            KafkaClients clients = new KafkaClients(brokers.bootstrapServers());
            clients.createTopic("whales");
            try (KafkaProducer<String, String> producer = clients.producer("hunt")) {
                producer.initTransactions();
                KafkaClients.write(producer, "whales", List.of("humpback"));
                brokers.kill(1);
                KafkaClients.write(producer, "whales", List.of("sperm"));
                brokers.restart(1);
                KafkaClients.write(producer, "whales", List.of("right"));
            }
            assertThat(clients.read("whales")).containsExactlyInAnyOrder("humpback", "sperm", "right");
        }
    }

    @Test
    void shouldTellWhyABrokerDoesNotStart() {
        BrokerSettings settings =
                BrokerSettings.of(1).withFolder(temporary).with("transaction.state.log.num.partitions", "none");
        assertThatThrownBy(() -> KafkaBrokers.start(settings))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Kafka broker has ended before it was ready: broker=0, port=")
                .hasMessageContaining("log=" + temporary.resolve("broker-0/broker.log"))
                .hasMessageContaining("Invalid value none for configuration transaction.state.log.num.partitions");
    }

    private static void requireWrongPasswordRefused(KafkaBrokers brokers) throws Exception {
        try (Admin admin = Admin.create(sasl(brokers, "whale"))) {
            assertThat(admin.listTopics().names().get()).contains("whales");
        }
        try (Admin admin = Admin.create(sasl(brokers, "sea"))) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    private static Map<String, Object> sasl(KafkaBrokers brokers, String password) {
        return Map.of(
                "bootstrap.servers",
                brokers.saslBootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"ahab\" password=\""
                        + password + "\";");
    }
}
