package io.millrace.control;

import java.util.Collection;

/** There is no member of a number. */
public final class UnknownMemberException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Names what was looked for, and what there is. */
    public UnknownMemberException(int number, Collection<Integer> known) {
        super("Cluster has no such member: member=" + number + "; it has " + known);
    }
}
