package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;

class ClientConfigurationTest {

    private final Map<String, Object> user = new HashMap<>(Map.of("bootstrap.servers", List.of("a:1", "b:2")));

    @Test
    void shouldLetTheUserHaveTheLastWord() {
        user.put("max.poll.records", 7);
        user.put("fetch.min.bytes", 1);
        user.put("isolation.level", "read_uncommitted");
        assertThat(consumer())
                .containsEntry("max.poll.records", 7)
                .containsEntry("fetch.min.bytes", 1)
                .containsEntry("isolation.level", "read_uncommitted");
        assertThat(new ClientConfiguration(user).isolation()).isEqualTo(IsolationLevel.READ_UNCOMMITTED);
    }

    @Test
    void shouldReadLargePollsOfCommittedRecordsByDefault() {
        assertThat(consumer())
                .containsEntry("max.poll.records", 10_000)
                .containsEntry("fetch.min.bytes", 65_536)
                .containsEntry("fetch.max.wait.ms", 20)
                .containsEntry("isolation.level", "read_committed");
        assertThat(new ClientConfiguration(user).isolation()).isEqualTo(IsolationLevel.READ_COMMITTED);
    }

    @Test
    void shouldNeverBeginElsewhereThanItWasTold() {
        user.put("auto.offset.reset", "latest");
        user.put("allow.auto.create.topics", true);
        assertThat(consumer())
                .containsEntry("auto.offset.reset", "none")
                .containsEntry("allow.auto.create.topics", false)
                .containsEntry("enable.auto.commit", false);
    }

    @Test
    void shouldBeNoMemberOfTheGroup() {
        user.put("group.id", "readers");
        user.put("group.protocol", "consumer");
        user.put("group.instance.id", "one");
        user.put("session.timeout.ms", 1_000);
        assertThat(consumer())
                .doesNotContainKeys("group.id", "group.protocol", "group.instance.id", "session.timeout.ms");
        assertThat(new ClientConfiguration(user).group()).isEqualTo("readers");
    }

    @Test
    void shouldReadBytesWhateverDeserializersThereAre() {
        user.put("key.deserializer", "org.example.Keys");
        user.put("value.deserializer", "org.example.Values");
        assertThat(consumer()).doesNotContainKeys("key.deserializer", "value.deserializer");
    }

    @Test
    void shouldRefuseToCommitByItself() {
        user.put("enable.auto.commit", "true");
        assertThatThrownBy(() -> new ClientConfiguration(user)).hasMessageContaining("enable.auto.commit=true");
    }

    @Test
    void shouldRefuseToBeWithoutBrokers() {
        user.clear();
        assertThatThrownBy(() -> new ClientConfiguration(user)).hasMessageContaining("spring.kafka.bootstrap-servers");
    }

    @Test
    void shouldGiveTheAdminClientWhatItKnowsAndWhatPluginsNeed() {
        user.put("sasl.jaas.config", "login");
        user.put("max.poll.records", 7);
        user.put("plugins.own", "value");
        assertThat(new ClientConfiguration(user).admin("t-o-0"))
                .containsEntry("sasl.jaas.config", "login")
                .containsEntry("plugins.own", "value")
                .containsEntry("client.id", "millrace-t-o-0")
                .doesNotContainKey("max.poll.records");
    }

    @Test
    void shouldNameItsClientsAfterTheTask() {
        assertThat(consumer()).containsEntry("client.id", "millrace-t-o-0");
        user.put("client.id", "shop");
        assertThat(consumer()).containsEntry("client.id", "shop-t-o-0");
        assertThat(new ClientConfiguration(user).brokers()).isEqualTo("a:1,b:2");
    }

    private Map<String, Object> consumer() {
        return new ClientConfiguration(user).consumer("t-o-0");
    }
}
