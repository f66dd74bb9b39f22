package io.millrace.worker.autoconfigure.properties;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says that a native image is not possible, and what is. */
final class NativeImageFailureAnalyzer extends AbstractFailureAnalyzer<NativeImageException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NativeImageException cause) {
        return new FailureAnalysis(
                "Millrace does not run in a native image: it reads the types of topologies from lambdas and records.",
                "Run the application on a JVM, with ahead-of-time processing (spring.aot.enabled=true) if you like,"
                        + " or set millrace.enabled=false.",
                cause);
    }
}
