package io.millrace.master.rest;

import java.util.List;

/** There is nothing of a kind that has this name. */
final class UnknownNameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> nearest;

    /**
     * Says what there is.
     *
     * @param what what was named, in one word
     * @param nearest names that may have been meant
     */
    UnknownNameException(String what, String name, List<String> nearest, List<String> known) {
        super("There is no such " + what + ": " + what + "=" + name + "; there are " + known);
        this.nearest = nearest;
    }

    List<String> nearest() {
        return nearest == null ? List.of() : nearest;
    }
}
