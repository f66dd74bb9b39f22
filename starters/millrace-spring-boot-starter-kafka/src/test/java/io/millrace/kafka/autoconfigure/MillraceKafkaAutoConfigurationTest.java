package io.millrace.kafka.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.kafka.KafkaMeters;
import io.millrace.kafka.KafkaSink;
import io.millrace.kafka.MillraceKafka;
import io.millrace.kafka.SinkDefaults;
import io.millrace.kafka.UnknownOutcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

class MillraceKafkaAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class, KafkaAutoConfiguration.class, MillraceKafkaAutoConfiguration.class));

    @Test
    void shouldReachWhatThePropertiesName() {
        runner.withPropertyValues(
                        "spring.kafka.bootstrap-servers=one:9092,two:9092",
                        "spring.kafka.producer.compression-type=zstd",
                        "spring.kafka.security.protocol=SASL_SSL",
                        "spring.kafka.properties[sasl.mechanism]=PLAIN",
                        "spring.kafka.properties[sasl.jaas.config]=secret-login")
                .run(context -> assertThat(producer(context.getBean(MillraceKafka.class)))
                        .containsEntry("bootstrap.servers", List.of("one:9092", "two:9092"))
                        .containsEntry("compression.type", "zstd")
                        .containsEntry("security.protocol", "SASL_SSL")
                        .containsEntry("sasl.mechanism", "PLAIN")
                        .containsEntry("sasl.jaas.config", "secret-login"));
    }

    @Test
    void shouldReachWhatConnectionDetailsName() {
        runner.withPropertyValues("spring.kafka.bootstrap-servers=one:9092")
                .withUserConfiguration(Details.class)
                .run(context -> assertThat(producer(context.getBean(MillraceKafka.class)))
                        .containsEntry("bootstrap.servers", List.of("details:9092")));
    }

    @Test
    void shouldTakeOverAnSslBundle() {
        runner.withPropertyValues(
                        "spring.kafka.ssl.bundle=kafka",
                        "spring.ssl.bundle.jks.kafka.key.alias=x",
                        "spring.kafka.security.protocol=SSL")
                .run(context -> assertThat(producer(context.getBean(MillraceKafka.class)))
                        .containsKeys("ssl.engine.factory.class", SslBundle.class.getName()));
    }

    @Test
    void shouldTakeOverWhatCustomizersSay() {
        runner.withUserConfiguration(Customized.class)
                .run(context -> assertThat(producer(context.getBean(MillraceKafka.class)))
                        .containsEntry("batch.size", 77));
    }

    @Test
    void shouldPreferABeanOfTheUser() {
        runner.withUserConfiguration(Own.class)
                .run(context -> assertThat(producer(context.getBean(MillraceKafka.class)))
                        .containsEntry("bootstrap.servers", "own:1"));
    }

    @Test
    void shouldGiveItsPropertiesToSinks() {
        runner.withPropertyValues(
                        "millrace.kafka.sink.transactional-id-namespace=shop",
                        "millrace.kafka.sink.max-pending=10MB",
                        "millrace.kafka.sink.on-unknown-outcome=drop")
                .run(context -> assertThat(context.getBean(MillraceKafka.class))
                        .extracting("defaults")
                        .isEqualTo(new SinkDefaults("shop", 10L * 1024 * 1024, UnknownOutcome.DROP)));
    }

    @Test
    void shouldNameTransactionsAfterTheApplication() {
        runner.withPropertyValues("spring.application.name=orders")
                .run(context -> assertThat(context.getBean(MillraceKafka.class))
                        .extracting("defaults.namespace")
                        .isEqualTo("millrace-orders"));
        runner.run(context -> assertThat(context.getBean(MillraceKafka.class))
                .extracting("defaults.namespace")
                .isEqualTo("millrace"));
    }

    @ParameterizedTest
    @CsvSource({
        "spring.kafka.producer.acks=1,acks",
        "spring.kafka.producer.retries=0,retries",
        "spring.kafka.producer.properties[enable.idempotence]=false,enable.idempotence"
    })
    void shouldExplainASettingThatContradictsASink(String property, String setting) {
        runner.withPropertyValues(property, "spring.kafka.properties[sasl.jaas.config]=hush")
                .withUserConfiguration(WithSink.class)
                .run(context -> {
                    assertThat(context).hasFailed();
                    var analysis = new ProducerSettingFailureAnalyzer().analyze(context.getStartupFailure());
                    assertThat(analysis).isNotNull();
                    assertThat(analysis.getDescription())
                            .contains("Setting: " + setting)
                            .doesNotContain("hush");
                    assertThat(analysis.getAction()).contains("remove the setting");
                });
    }

    @Test
    void shouldReplaceATransactionalIdOfTheUser() {
        runner.withPropertyValues("spring.kafka.producer.transaction-id-prefix=mine")
                .withUserConfiguration(WithSink.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void shouldExplainFactoriesAmongWhichItCannotChoose() {
        runner.withUserConfiguration(TwoFactories.class).run(context -> {
            assertThat(context).hasFailed();
            var analysis = new AmbiguousFactoryFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis).isNotNull();
            assertThat(analysis.getDescription()).contains("ProducerFactory").contains("there are 2 of them");
            assertThat(analysis.getAction()).contains("@Primary");
        });
    }

    @Test
    void shouldDoNothingWhereMillraceIsOff() {
        runner.withPropertyValues("millrace.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(MillraceKafka.class));
    }

    @Test
    void shouldMakeSourcesAndSinksOfTheSameCluster() {
        runner.withPropertyValues("spring.kafka.bootstrap-servers=one:9092", "spring.kafka.consumer.group-id=words")
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    assertThat(context).hasSingleBean(KafkaMeters.class);
                    MillraceKafka kafka = context.getBean(MillraceKafka.class);
                    assertThat(kafka)
                            .extracting("consumer", InstanceOfAssertFactories.MAP)
                            .containsEntry("bootstrap.servers", List.of("one:9092"))
                            .containsEntry("group.id", "words");
                    assertThat(kafka.source(new StringDeserializer(), "words").isReplayable())
                            .isTrue();
                });
    }

    @Test
    void shouldRefuseASourceThatCommitsByItself() {
        runner.withPropertyValues("spring.kafka.consumer.enable-auto-commit=true")
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(MillraceKafka.class).source(new StringDeserializer(), "words"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("leave spring.kafka.consumer.enable-auto-commit out"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> producer(MillraceKafka kafka) {
        AtomicReference<Map<String, Object>> found = new AtomicReference<>();
        assertThat(kafka).extracting("producer").satisfies(value -> found.set((Map<String, Object>) value));
        return found.get();
    }

    @Configuration(proxyBeanMethods = false)
    static class Details {

        @Bean
        KafkaConnectionDetails details() {
            return () -> List.of("details:9092");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {

        @Bean
        DefaultKafkaProducerFactoryCustomizer customizer() {
            return factory -> factory.updateConfigs(Map.of("batch.size", 77));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {

        @Bean
        MillraceKafka kafka() {
            return MillraceKafka.of(Map.of(), Map.of("bootstrap.servers", "own:1"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithSink {

        @Bean
        KafkaSink<String> sink(MillraceKafka kafka) {
            return kafka.sink("t", new StringSerializer());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoFactories {

        @Bean
        ProducerFactory<Object, Object> one() {
            return new DefaultKafkaProducerFactory<>(Map.of());
        }

        @Bean
        ProducerFactory<Object, Object> two() {
            return new DefaultKafkaProducerFactory<>(Map.of());
        }

        @Bean
        KafkaTemplate<Object, Object> template() {
            return new KafkaTemplate<>(one());
        }
    }
}
