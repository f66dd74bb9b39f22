package io.millrace.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerSettingsTest {

    @ParameterizedTest
    @CsvSource({"acks,1", "acks,0", "enable.idempotence,false", "retries,0", "bootstrap.servers,''"})
    void shouldRefuseWhatContradictsTheSink(String name, String value) {
        assertThatThrownBy(() -> SinkSettings.of(with(name, value), "t"))
                .isInstanceOf(ProducerSettingException.class)
                .hasMessageContaining("setting=" + name);
        assertThatThrownBy(() -> SinkSettings.of(with("client.id", "c"), "t").withProperty(name, value))
                .isInstanceOf(ProducerSettingException.class);
    }

    @ParameterizedTest
    @CsvSource({"acks,all", "acks,-1", "enable.idempotence,true", "retries,5", "compression.type,zstd"})
    void shouldTakeWhatDoesNot(String name, String value) {
        assertThat(SinkSettings.of(with(name, value), "t").producer()).containsEntry(name, value);
    }

    @Test
    void shouldKeepWhatTheUserHasSetAndChooseWhatHasToBe() {
        Map<String, Object> user = with("batch.size", 1000);
        user.put("value.serializer", "some.other.Serializer");
        user.put("transactional.id", "mine");
        user.put("client.id", "app");
        assertThat(ProducerSettings.transactional(user, "p-0", "p-0"))
                .containsEntry("batch.size", 1000)
                .containsEntry("value.serializer", ByteArraySerializer.class)
                .containsEntry("transactional.id", "p-0")
                .containsEntry("client.id", "app-p-0")
                .containsEntry("linger.ms", 5)
                .containsEntry("acks", "all");
        assertThat(ProducerSettings.patient(user, "p-0"))
                .doesNotContainKey("transactional.id")
                .containsEntry("delivery.timeout.ms", Integer.MAX_VALUE);
        assertThat(ProducerSettings.admin(user, "p-0"))
                .doesNotContainKeys("batch.size", "value.serializer", "transactional.id")
                .containsEntry("client.id", "app-p-0-admin")
                .containsKey("bootstrap.servers");
    }

    @Test
    void shouldTellNoSecret() {
        SinkSettings settings = SinkSettings.of(with("sasl.jaas.config", "password=\"hush\""), "t");
        assertThat(settings.toString()).doesNotContain("hush").contains("topic=t");
    }

    @Test
    void shouldMakeThePrefixOfTheNamesUnlessItIsGiven() {
        SinkSettings settings = SinkSettings.of(with("acks", "all"), "t");
        assertThat(settings.prefixOf("words", "counts")).isEqualTo("millrace-words-counts");
        assertThat(settings.withNamespace("shop").prefixOf("words", "counts")).isEqualTo("shop-words-counts");
        assertThat(settings.withNamespace("shop").withPrefix("own").prefixOf("words", "counts"))
                .isEqualTo("own");
    }

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", "localhost:9092");
        config.put(name, value);
        return config;
    }
}
