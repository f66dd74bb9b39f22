package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.KafkaSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker that wants to know who it speaks to. */
@Timeout(60)
class AccessIT {

    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private static TestBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start(
                Map.of(
                        "listener.security.protocol.map", "EXTERNAL:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "sasl.enabled.mechanisms", "PLAIN",
                        "sasl.mechanism.inter.broker.protocol", "PLAIN",
                        "listener.name.external.plain.sasl.jaas.config",
                                LOGIN + " username=\"admin\" password=\"secret\" user_admin=\"secret\""
                                        + " user_guest=\"visit\";",
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users", "User:admin;User:ANONYMOUS"),
                login("admin", "secret"));
        broker.create("words", 1);
        broker.sendNumbers("words", 1, 0, 3);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldReadWithALogin() throws Exception {
        try (TestTask<String> task = TestTask.of(source("admin", "secret"))) {
            task.read(3);
        }
    }

    @Test
    void shouldFailWithAWrongPasswordAndNotTellIt() throws Exception {
        try (TestTask<String> task = TestTask.of(source("admin", "wrong-password"))) {
            Throwable failure = task.failure();
            assertThat(failure).hasMessageContaining("Kafka refuses the login: brokers=" + broker.address());
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.getMessage()).doesNotContain("wrong-password");
            }
        }
    }

    @Test
    void shouldFailWithoutTheRightToRead() throws Exception {
        try (TestTask<String> task = TestTask.of(source("guest", "visit"))) {
            assertThat(task.failure())
                    .hasMessageContaining("Kafka does not allow it: ")
                    .hasMessageContaining("topics=[words]");
        }
    }

    private static KafkaSource<String> source(String user, String password) {
        Map<String, Object> consumer = new HashMap<>(login(user, password));
        consumer.put("bootstrap.servers", broker.address());
        return KafkaSource.of(consumer, new StringDeserializer(), "words");
    }

    private static Map<String, Object> login(String user, String password) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                LOGIN + " username=\"" + user + "\" password=\"" + password + "\";");
    }
}
