package io.millrace.examples.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ServerPropertiesTest {

    private final ClusterLayout one = ClusterLayout.of(Path.of("/data"), List.of(new NodePorts(1, 2, 3)));
    private final ClusterLayout three = ClusterLayout.of(
            Path.of("/data"), List.of(new NodePorts(1, 2, 3), new NodePorts(4, 5, 6), new NodePorts(7, 8, 9)));

    @Test
    void shouldKeepOneCopyOnOneBroker() {
        assertThat(ServerProperties.of(0, one, BrokerSettings.of(1)))
                .containsEntry("node.id", "1")
                .containsEntry("default.replication.factor", "1")
                .containsEntry("min.insync.replicas", "1")
                .containsEntry("transaction.state.log.replication.factor", "1")
                .containsEntry("transaction.state.log.min.isr", "1")
                .containsEntry("auto.create.topics.enable", "false");
    }

    @Test
    void shouldDoWithTwoOfThree() {
        assertThat(ServerProperties.of(2, three, BrokerSettings.of(3)))
                .containsEntry("node.id", "3")
                .containsEntry("controller.quorum.voters", "1@127.0.0.1:2,2@127.0.0.1:5,3@127.0.0.1:8")
                .containsEntry("offsets.topic.replication.factor", "3")
                .containsEntry("transaction.state.log.replication.factor", "3")
                .containsEntry("transaction.state.log.min.isr", "2")
                .containsEntry("log.dirs", Path.of("/data/broker-2/data").toString());
        assertThat(three.bootstrapServers()).isEqualTo("127.0.0.1:1,127.0.0.1:4,127.0.0.1:7");
    }

    @Test
    void shouldListenForUsersOnlyIfThereAreAny() {
        assertThat(ServerProperties.of(0, one, BrokerSettings.of(1)))
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2")
                .doesNotContainKey("sasl.enabled.mechanisms");
        Properties server = ServerProperties.of(
                0, one, BrokerSettings.of(1).withUser("ishmael", "white").withUser("ahab", "whale"));
        assertThat(server)
                .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:1,SASL_PLAINTEXT://127.0.0.1:3")
                .containsEntry(
                        "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " user_ahab=\"whale\" user_ishmael=\"white\";");
    }

    @Test
    void shouldLetTheUserHaveTheLastWord() {
        BrokerSettings settings =
                BrokerSettings.of(1).with("offsets.retention.minutes", "1").with("auto.create.topics.enable", "true");
        assertThat(ServerProperties.of(0, one, settings))
                .containsEntry("offsets.retention.minutes", "1")
                .containsEntry("auto.create.topics.enable", "true");
    }

    @Test
    void shouldRefuseTwoBrokers() {
        assertThatThrownBy(() -> BrokerSettings.of(2))
                .hasMessage("Number of brokers is neither 1 nor 3: brokers=2; use 1 to have a broker, 3 to lose one of"
                        + " them");
    }
}
