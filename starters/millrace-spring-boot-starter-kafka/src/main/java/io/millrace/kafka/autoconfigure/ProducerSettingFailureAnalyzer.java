package io.millrace.kafka.autoconfigure;

import io.millrace.kafka.sink.ProducerSettingException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a setting of the producer that contradicts the sink. */
final class ProducerSettingFailureAnalyzer extends AbstractFailureAnalyzer<ProducerSettingException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ProducerSettingException cause) {
        return new FailureAnalysis(
                "A setting of the Kafka producer contradicts a sink of Millrace:\n\n    Setting: " + cause.setting()
                        + "\n    Value: " + cause.value() + "\n    Reason: " + cause.reason(),
                "Find it under spring.kafka.producer, spring.kafka.producer.properties or spring.kafka.properties, or in a"
                        + " customizer: " + cause.advice() + ".",
                cause);
    }
}
