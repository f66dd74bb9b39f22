package io.millrace.worker.autoconfigure.properties;

import java.util.List;
import java.util.stream.Collectors;

/** Properties of Millrace are unknown or have impossible values. Holds all of them. */
final class PropertyFaultsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<PropertyFault> faults;

    PropertyFaultsException(List<PropertyFault> faults) {
        super(faults.stream()
                .map(PropertyFault::toString)
                .collect(Collectors.joining("; ", "Properties of Millrace are wrong: ", "")));
        this.faults = List.copyOf(faults);
    }

    List<PropertyFault> faults() {
        return faults;
    }
}
