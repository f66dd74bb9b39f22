package io.millrace.source;

import io.millrace.Experimental;
import java.util.List;

/**
 * Finds the splits of one task of a source.
 *
 * <p><b>Thread.</b> Called by the task, one call at a time; must not block. What takes time belongs on a thread of the
 * source's own, which calls {@link SplitContext#wakeUp} when it has found something.
 */
@Experimental
public interface SplitDiscovery {

    /**
     * Whether a split falls to this task, found yet or not.
     *
     * <p><b>Contract.</b> Depends on nothing but the name and on index and number of tasks, and of all tasks exactly one says
     * yes.
     */
    boolean owns(String split);

    /**
     * Splits of this task that have been found since the last call.
     *
     * @throws Exception if the input is missing or cannot be read, and waiting would not help; the message says what and where
     */
    List<String> poll() throws Exception;

    /** How far the search has come, as of the last {@link #poll}. */
    Progress progress();

    /** Releases what the search holds; called once, also after a failure. */
    default void close() throws Exception {}

    /** How a search goes on. */
    enum Progress {
        /** Not all splits that exist are known: the task neither ends nor promises any time. */
        LOOKING,
        /** All splits that exist are known, and others may come. */
        WATCHING,
        /** No other splits will come: the task ends with the last of them. */
        COMPLETE
    }
}
