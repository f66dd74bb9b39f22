package io.millrace.console;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a data folder that somebody else has. */
final class DataFolderInUseFailureAnalyzer extends AbstractFailureAnalyzer<DataFolderInUseException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DataFolderInUseException cause) {
        return new FailureAnalysis(
                "The data folder of Millrace, '" + cause.path().toAbsolutePath() + "', is in use by " + cause.owner()
                        + ". Two at once would spoil each other's data.",
                "Stop the other one, or give this one a folder of its own: set millrace.data-dir, or another"
                        + " millrace.application.name or spring.application.name.",
                cause);
    }
}
