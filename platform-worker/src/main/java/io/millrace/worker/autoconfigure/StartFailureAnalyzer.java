package io.millrace.worker.autoconfigure;

import io.millrace.worker.TopologyStartException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Explains a topology that cannot be started. Its exceptions say what is wrong, then after a semicolon what to do. */
final class StartFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TopologyStartException
                    || cause instanceof DuplicateTopologyException
                    || cause instanceof ClusterStartException) {
                return analysis(String.valueOf(cause.getMessage()), cause);
            }
        }
        return null;
    }

    private static FailureAnalysis analysis(String message, Throwable cause) {
        int split = message.lastIndexOf("; ");
        return split < 0
                ? new FailureAnalysis(message, null, cause)
                : new FailureAnalysis(
                        message.substring(0, split) + ".", capitalized(message.substring(split + 2)) + ".", cause);
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
