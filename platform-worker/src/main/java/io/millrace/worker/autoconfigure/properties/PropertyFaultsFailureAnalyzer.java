package io.millrace.worker.autoconfigure.properties;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains all properties that are wrong, at once. */
final class PropertyFaultsFailureAnalyzer extends AbstractFailureAnalyzer<PropertyFaultsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PropertyFaultsException cause) {
        return new FailureAnalysis(
                cause.faults().stream()
                        .map(PropertyFaultsFailureAnalyzer::paragraph)
                        .collect(Collectors.joining("\n\n", "Properties of Millrace are wrong:\n\n", "")),
                "Correct or remove each of them, as its reason says. Properties of your own belong under "
                        + UnknownProperties.USERS_OWN + ".",
                cause);
    }

    private static String paragraph(PropertyFault fault) {
        return "    Property: " + fault.property()
                + (fault.value() == null ? "" : "\n    Value: \"" + fault.value() + "\"")
                + "\n    Origin: " + fault.origin()
                + "\n    Reason: " + fault.reason();
    }
}
