package io.millrace.worker.exchange;

/**
 * What a task has emitted beyond what its channels could take, and the time of its current call. While anything is in
 * overflow, the task takes no input.
 *
 * <p><b>Thread.</b> Owned by the task; {@link #maxRecords} may be read by any thread.
 */
public final class Overflow {

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

    /** Starts a call of the task. */
    public void startCall(long callNanos) {
        this.nowNanos = callNanos;
    }

    long nowNanos() {
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
