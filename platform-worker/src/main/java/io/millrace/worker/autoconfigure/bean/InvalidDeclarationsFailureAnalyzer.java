package io.millrace.worker.autoconfigure.bean;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains declarations that make no topology: each fault with its place and remedy. */
final class InvalidDeclarationsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidDeclarationsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidDeclarationsException cause) {
        String faults = cause.faults().stream()
                .map(fault -> "\n    - " + fault.place() + ":\n      " + fault.message() + "\n")
                .collect(Collectors.joining());
        return new FailureAnalysis(
                "Sources, operators and sinks that are declared on beans do not make a topology:\n" + faults,
                "Correct each fault as it says, at the place that it names.",
                cause);
    }
}
