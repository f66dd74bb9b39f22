package io.millrace.worker.exchange;

/**
 * Producer's end of a channel, whose other end may be in this process or in another one.
 *
 * <p><b>Thread.</b> Owned by the producing task; {@link #bytesOut} may be called by any thread.
 */
public interface Outlet {

    /** Yields an empty batch; it is handed over by {@link #offer}, or given up. */
    Batch obtain();

    /**
     * Hands a batch over. Where the channel cannot take it, or not all of it, the caller keeps it and offers the same one
     * again before any other; it may add entries and a control event meanwhile, and take nothing out.
     *
     * @return false if the caller is to keep it
     */
    boolean offer(Batch batch);

    /** Whether the next offer would take nothing. */
    boolean isFull();

    /** Whether the other end is in this process, so that values go as they are. */
    default boolean isLocal() {
        return true;
    }

    /** Bytes that have gone to another process; 0 if the other end is in this one. */
    default long bytesOut() {
        return 0;
    }
}
