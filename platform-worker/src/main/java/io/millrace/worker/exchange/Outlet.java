package io.millrace.worker.exchange;

/**
 * Producer's end of a channel, whose other end may be in this process or in another one.
 *
 * <p><b>Thread.</b> Owned by the producing task.
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
}
