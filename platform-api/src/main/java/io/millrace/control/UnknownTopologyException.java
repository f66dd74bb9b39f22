package io.millrace.control;

import java.util.List;

/** There is no topology of a name. */
public final class UnknownTopologyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient List<String> known;

    /** Names what was looked for, and what there is. */
    public UnknownTopologyException(String name, List<String> known) {
        super("Application has no such topology: topology=" + name + "; it has " + known);
        this.name = name;
        this.known = List.copyOf(known);
    }

    /** Those that may have been meant, the likeliest first; at most three. */
    public List<String> nearest() {
        return known == null ? List.of() : NearestNames.of(name, known, 3);
    }
}
