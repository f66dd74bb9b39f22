package io.millrace.source;

import io.millrace.Experimental;

/**
 * Reads one split.
 *
 * <p><b>Thread.</b> Called by one thread at a time; must not block unless the source says so.
 *
 * @param <T> the type of the records
 */
@Experimental
public interface SplitReader<T> {

    /**
     * Emits the records that are there, until none is left for now or {@link SourceOutput#isFull} is true.
     *
     * @return how the split goes on
     */
    Progress read(SourceOutput<T> out) throws Exception;

    /**
     * Where the reader stands: behind the last record that it has emitted. Asked at each checkpoint, between two reads, of the
     * readers of sources that are replayable.
     *
     * @return all that {@link Source#open(String, String, SplitContext)} needs to know of it
     */
    default String position() {
        throw new UnsupportedOperationException("Reader does not know its position: reader="
                + getClass().getName() + "; override position where the source is replayable");
    }

    /**
     * A checkpoint is complete in which the reader stood at this position: nothing before it will be asked for again, but by
     * those who go back to an older checkpoint. Not called for every checkpoint. Must not block.
     *
     * @param position what {@link #position} has said at that checkpoint
     */
    default void onCheckpointCompleted(String position) throws Exception {}

    /** Releases the input; called once, at its end or after a failure. */
    default void close() throws Exception {}

    /** How a split goes on after a call. */
    enum Progress {
        /** More may be there at once. */
        MORE,
        /** Nothing is there now; the engine asks again soon, and at once when {@link SplitContext#wakeUp} is called. */
        NOTHING_NOW,
        /**
         * Nothing can be said, because the input cannot be reached; the engine asks again as with {@link #NOTHING_NOW}, but
         * the split does not count as silent: it holds up event time until it is heard.
         */
        UNREACHABLE,
        /** The split has ended. */
        END
    }
}
