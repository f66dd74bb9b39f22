package io.millrace.worker.wire;

/**
 * Decides how much one channel may be sent: what its consumer drains in some time, doubled or halved at most each time, and
 * within the budget that all channels share. The least window is reserved from the start.
 *
 * <p><b>Contract.</b> The budget's reservation is never less than what is granted and not consumed, and the grant never
 * falls.
 *
 * <p><b>Thread.</b> Owned by the consuming task.
 */
final class CreditWindow {

    private final CreditBudget budget;
    private final long minBytes;
    private final long drainNanos;
    private long windowBytes;
    private long reservedBytes;
    private long consumedBytes;
    private long grantedBytes;
    private long consumedAtGrant;
    private long lastGrantNanos;

    /** Makes a window of the least size, which the caller has reserved. */
    CreditWindow(CreditBudget budget, long minBytes, long drainNanos, long nowNanos) {
        this.budget = budget;
        this.minBytes = minBytes;
        this.drainNanos = drainNanos;
        this.windowBytes = minBytes;
        this.reservedBytes = minBytes;
        this.grantedBytes = minBytes;
        this.lastGrantNanos = nowNanos;
    }

    /** What was granted since the beginning. */
    long grantedBytes() {
        return grantedBytes;
    }

    long windowBytes() {
        return windowBytes;
    }

    /** Counts what has been consumed. Returns whether a quarter of the window is, so that it is time to {@link #grant}. */
    boolean consume(long bytes) {
        consumedBytes += bytes;
        return consumedBytes - consumedAtGrant >= windowBytes / 4;
    }

    /** Grants as much as fits. Returns whether that is more than before. */
    boolean grant(long nowNanos) {
        resize(nowNanos);
        long before = grantedBytes;
        grantedBytes = Math.max(before, consumedBytes + windowBytes);
        consumedAtGrant = consumedBytes;
        lastGrantNanos = nowNanos;
        shrinkReservation();
        return grantedBytes > before;
    }

    /** Gives the reservation back; the window is of no use any more. */
    void close() {
        budget.release(reservedBytes);
        reservedBytes = 0;
    }

    private void resize(long nowNanos) {
        double elapsed = Math.max(1, nowNanos - lastGrantNanos);
        double wanted = (consumedBytes - consumedAtGrant) / elapsed * drainNanos;
        long bounded = (long) Math.min(2.0 * windowBytes, Math.max(0.5 * windowBytes, wanted));
        long next = Math.max(minBytes, bounded);
        if (next > reservedBytes && !budget.reserve(next - reservedBytes)) {
            next = reservedBytes;
        } else {
            reservedBytes = Math.max(reservedBytes, next);
        }
        windowBytes = next;
    }

    /** What was granted earlier cannot be taken back, but as it is used up the reservation follows. */
    private void shrinkReservation() {
        long needed = Math.max(minBytes, grantedBytes - consumedBytes);
        if (needed < reservedBytes) {
            budget.release(reservedBytes - needed);
            reservedBytes = needed;
        }
    }
}
