package io.millrace.control;

import java.util.List;

/** There is no topology of a name. */
public final class UnknownTopologyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Names what was looked for, and what there is. */
    public UnknownTopologyException(String name, List<String> known) {
        super("Application has no such topology: topology=" + name + "; it has " + known);
    }
}
