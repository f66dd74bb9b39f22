package io.millrace.worker.exchange;

/**
 * What a task has emitted beyond what its channels could take, and the time and {@link Cause} of what it emits. While anything
 * is in overflow, the task takes no input.
 *
 * <p><b>Thread.</b> Owned by the task; {@link #maxRecords} may be read by any thread.
 */
public final class Overflow {

    private final Cause cause = new Cause();
    private int batches;
    private long records;
    private volatile long maxRecords;
    private long nowNanos;

    /** Whether anything waits. */
    public boolean isFull() {
        return batches > 0;
    }

    /** Most records that ever waited at once. */
    public long maxRecords() {
        return maxRecords;
    }

    /** What the records go back to that the task emits now. */
    public Cause cause() {
        return cause;
    }

    /**
     * Starts a call of the task.
     *
     * @param callNanos time of the call, for measuring
     * @param callMicros time of the call, since 1970
     */
    public void startCall(long callNanos, long callMicros) {
        this.nowNanos = callNanos;
        cause.startCall(callMicros);
    }

    /** Time of the call, for measuring. */
    public long nowNanos() {
        return nowNanos;
    }

    void added(int count) {
        batches++;
        records += count;
        if (records > maxRecords) {
            maxRecords = records;
        }
    }

    void removed(int count) {
        batches--;
        records -= count;
    }
}
