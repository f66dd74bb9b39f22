package io.millrace.master.rest;

import io.millrace.control.NearestNames;
import java.util.List;

/** There is no application of a name. */
final class UnknownApplicationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String known;

    UnknownApplicationException(String name, String known) {
        super("There is no such application: application=" + name + "; there is " + known);
        this.name = name;
        this.known = known;
    }

    /** That one, if it may have been meant. */
    List<String> nearest() {
        return NearestNames.of(name, List.of(known), 1);
    }
}
