package io.millrace.worker;

import io.millrace.worker.serial.TypeFault;
import java.util.List;
import java.util.stream.Collectors;

/** Types that a topology has to keep in checkpoints have no codec. Holds all of them. */
public final class UnkeptTypesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<TypeFault> faults;

    UnkeptTypesException(List<TypeFault> faults) {
        super("Types cannot be kept in checkpoints:"
                + faults.stream().map(fault -> "\n  - " + fault).collect(Collectors.joining()));
        this.faults = List.copyOf(faults);
    }

    /** What is wrong, one for each use of a type. */
    public List<TypeFault> faults() {
        return faults;
    }
}
