package io.millrace.kafka.autoconfigure;

import io.millrace.kafka.SinkDefaults;
import io.millrace.kafka.UnknownOutcome;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.PropertyResolver;
import org.springframework.util.unit.DataSize;

/**
 * Properties of sources and sinks of Kafka. How the cluster is reached stands in spring.kafka.
 *
 * @param sink Properties of all sinks.
 */
@ConfigurationProperties(MillraceKafkaProperties.PREFIX)
public record MillraceKafkaProperties(@DefaultValue Sink sink) {

    static final String PREFIX = "millrace.kafka";

    private static final String DEFAULT_NAMESPACE = "millrace";

    /**
     * Properties of all sinks.
     *
     * @param transactionalIdNamespace What transactional ids begin with, before the names of topology and step. By default,
     *     millrace and the name of the application. On one Kafka cluster no other application may have the same.
     * @param maxPending Most bytes of records that may wait for their checkpoint, in each task of a sink.
     * @param onUnknownOutcome What becomes of prepared transactions that are older than Kafka keeps the mark that says
     *     whether they were written.
     */
    public record Sink(
            @Nullable String transactionalIdNamespace,
            @DefaultValue("256MB") DataSize maxPending,
            @DefaultValue("fail") UnknownOutcome onUnknownOutcome) {

        /** Refuses what cannot be. */
        public Sink {
            if (maxPending.toBytes() <= 0) {
                throw new InvalidConfigurationPropertyValueException(
                        PREFIX + ".sink.max-pending", maxPending, "It has to be positive.");
            }
            if (transactionalIdNamespace != null && transactionalIdNamespace.isBlank()) {
                throw new InvalidConfigurationPropertyValueException(
                        PREFIX + ".sink.transactional-id-namespace", transactionalIdNamespace, "It has to be a name.");
            }
        }

        SinkDefaults toDefaults(PropertyResolver environment) {
            return new SinkDefaults(namespace(environment), maxPending.toBytes(), onUnknownOutcome);
        }

        private String namespace(PropertyResolver environment) {
            if (transactionalIdNamespace != null) {
                return transactionalIdNamespace;
            }
            String application = environment.getProperty("millrace.application.name");
            if (application == null) {
                application = environment.getProperty("spring.application.name");
            }
            return application == null || application.isBlank()
                    ? DEFAULT_NAMESPACE
                    : DEFAULT_NAMESPACE + "-" + application;
        }
    }
}
