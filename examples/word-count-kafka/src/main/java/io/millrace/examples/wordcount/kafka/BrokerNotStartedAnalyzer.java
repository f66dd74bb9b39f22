package io.millrace.examples.wordcount.kafka;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do without a broker. */
final class BrokerNotStartedAnalyzer extends AbstractFailureAnalyzer<BrokerNotStartedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BrokerNotStartedException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Do what the message says, or use a cluster that there is: --bootstrap-servers HOST:PORT.",
                cause);
    }
}
