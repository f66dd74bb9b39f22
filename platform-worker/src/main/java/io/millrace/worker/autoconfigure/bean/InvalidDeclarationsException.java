package io.millrace.worker.autoconfigure.bean;

import java.util.List;
import java.util.stream.Collectors;

/** Sources, operators and sinks that are declared on beans do not make topologies; names every fault at once. */
final class InvalidDeclarationsException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final transient List<DeclarationFault> faults;

    InvalidDeclarationsException(List<DeclarationFault> faults) {
        super("Declared sources, operators and sinks are not valid: faults=" + faults.size()
                + faults.stream().map(fault -> "\n  - " + fault).collect(Collectors.joining()));
        this.faults = List.copyOf(faults);
    }

    List<DeclarationFault> faults() {
        return faults;
    }
}
