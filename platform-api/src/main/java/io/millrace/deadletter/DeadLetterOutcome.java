package io.millrace.deadletter;

import java.util.List;
import java.util.Map;

/**
 * What came of a wish about dead letters.
 *
 * @param done how many letters it was done for
 * @param refused why it cannot be done for others, by id
 * @param silentMembers numbers of the members that were to do it for all of theirs, and have not answered; it is not known
 *     whether they have done it
 */
public record DeadLetterOutcome(int done, Map<String, String> refused, List<Integer> silentMembers) {

    /** Keeps its own copies. */
    public DeadLetterOutcome {
        refused = Map.copyOf(refused);
        silentMembers = List.copyOf(silentMembers);
    }
}
