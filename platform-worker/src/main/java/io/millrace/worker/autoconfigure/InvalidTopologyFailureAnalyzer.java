package io.millrace.worker.autoconfigure;

import io.millrace.topology.InvalidTopologyException;
import io.millrace.topology.TopologyFault;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a topology that cannot be built: all its faults, and the bean that builds it. */
final class InvalidTopologyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidTopologyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidTopologyException cause) {
        String faults = cause.faults().stream()
                .map(TopologyFault::toString)
                .map(fault -> "\n    - " + fault)
                .collect(Collectors.joining());
        return new FailureAnalysis(
                "Topology '" + cause.topology() + "' is not valid:\n" + faults,
                "Correct each fault as it says, where the topology is built" + place(rootFailure) + ".",
                cause);
    }

    private String place(Throwable rootFailure) {
        BeanCreationException creation = innermostCreation(rootFailure);
        if (creation == null || creation.getBeanName() == null) {
            return "";
        }
        String resource = creation.getResourceDescription();
        return ": bean '" + creation.getBeanName() + "'" + (resource == null ? "" : " in " + resource);
    }

    private static @Nullable BeanCreationException innermostCreation(@Nullable Throwable failure) {
        BeanCreationException found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BeanCreationException creation) {
                found = creation;
            }
        }
        return found;
    }
}
