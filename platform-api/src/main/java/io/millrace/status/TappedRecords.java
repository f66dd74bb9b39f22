package io.millrace.status;

import java.util.List;

/**
 * A look at the records that a step has given for a while: a few, spread over that time.
 *
 * @param records those that are shown
 * @param seen how many the step has given meanwhile
 * @param silentMembers numbers of the members that have not answered; what their tasks have given is missing
 */
public record TappedRecords(List<TappedRecord> records, long seen, List<Integer> silentMembers) {

    /** Most records that can be asked for, for each second of the look. */
    public static final int MAX_PER_SECOND = 20;

    /** Longest time of a look. */
    public static final int MAX_SECONDS = 3;

    /** Keeps its own copies. */
    public TappedRecords {
        records = List.copyOf(records);
        silentMembers = List.copyOf(silentMembers);
    }
}
