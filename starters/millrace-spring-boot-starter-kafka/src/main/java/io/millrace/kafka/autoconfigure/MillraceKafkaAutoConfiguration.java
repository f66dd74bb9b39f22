package io.millrace.kafka.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.kafka.KafkaMeters;
import io.millrace.kafka.MillraceKafka;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Gives applications a {@link MillraceKafka} that reaches the cluster as Boot's own factories do: properties, connection
 * details, SSL bundles and customizers have their say there.
 */
@AutoConfiguration(
        after = KafkaAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty(name = "millrace.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MillraceKafkaProperties.class)
public final class MillraceKafkaAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MillraceKafka millraceKafka(
            ObjectProvider<ConsumerFactory<?, ?>> consumers,
            ObjectProvider<ProducerFactory<?, ?>> producers,
            ObjectProvider<KafkaMeters> meters,
            MillraceKafkaProperties properties,
            Environment environment) {
        MillraceKafka kafka = MillraceKafka.of(
                        FactoryChoice.only(consumers, ConsumerFactory.class).getConfigurationProperties(),
                        FactoryChoice.only(producers, ProducerFactory.class).getConfigurationProperties())
                .withSinkDefaults(properties.sink().toDefaults(environment));
        KafkaMeters counted = meters.getIfUnique();
        return counted == null ? kafka : kafka.withMeters(counted);
    }

    /** Sources count where there is somebody who does. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnSingleCandidate(MeterRegistry.class)
    static final class Meters {

        @Bean
        @ConditionalOnMissingBean
        KafkaMeters millraceKafkaMeters(MeterRegistry registry) {
            return KafkaMeters.of(registry);
        }
    }
}
