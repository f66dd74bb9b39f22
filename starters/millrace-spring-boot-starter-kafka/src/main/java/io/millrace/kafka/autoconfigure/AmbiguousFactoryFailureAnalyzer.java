package io.millrace.kafka.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains beans among which none is the one. */
final class AmbiguousFactoryFailureAnalyzer extends AbstractFailureAnalyzer<AmbiguousFactoryException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, AmbiguousFactoryException cause) {
        return new FailureAnalysis(
                "Millrace reaches Kafka as the application's " + cause.type() + " does, and there are " + cause.found()
                        + " of them.",
                "Mark one of them @Primary, or define a bean of type MillraceKafka that names its configuration.",
                cause);
    }
}
