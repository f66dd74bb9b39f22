package io.millrace.source;

import io.millrace.Experimental;
import io.millrace.operator.TaskContext;

/** What the engine lends to a reader: its place, the clock of its process, and a way to be asked again. */
@Experimental
public interface SplitContext extends TaskContext {

    /** Processing time in milliseconds; may be asked by any thread. */
    @Override
    long nowMillis();

    /** Says that records have come; may be called from any thread, and does not block. */
    void wakeUp();

    /**
     * Whether the topology goes on from a checkpoint that does not know the split, or has found the split after it had seen
     * all that there were: the split is new, and all of its records are yet to be read.
     */
    boolean isNewSplit();
}
