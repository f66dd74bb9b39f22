package io.millrace.deadletter;

import java.util.List;

/**
 * Dead letters as members keep them.
 *
 * @param letters the newest first
 * @param silentMembers numbers of the members that have not answered; what they keep is missing
 */
public record KeptDeadLetters(List<KeptDeadLetter> letters, List<Integer> silentMembers) {

    /** Keeps its own copies. */
    public KeptDeadLetters {
        letters = List.copyOf(letters);
        silentMembers = List.copyOf(silentMembers);
    }
}
