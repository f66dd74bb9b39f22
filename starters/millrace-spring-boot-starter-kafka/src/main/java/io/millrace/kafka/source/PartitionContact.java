package io.millrace.kafka.source;

/**
 * Tells the silence of a partition from its absence. A partition is heard when records come, or when it is known that there
 * are none.
 *
 * <p><b>Units.</b> Times are milliseconds of one monotonic clock.
 */
final class PartitionContact {

    /** A partition that was not heard for this long is asked for its end. */
    static final long ASK_AFTER_MILLIS = 1_000;

    /** For this long it holds what was heard: that the partition has nothing. */
    static final long TRUST_MILLIS = 3_000;

    /** After this long without hearing anything the partition counts as lost. */
    static final long LOST_AFTER_MILLIS = 5_000;

    private long heardMillis;
    private boolean isAtEnd;
    private boolean isAsked;
    private long askedMillis;

    PartitionContact(long nowMillis) {
        heardMillis = nowMillis;
        askedMillis = nowMillis - ASK_AFTER_MILLIS;
    }

    /** Records came, or others than records that are passed over. */
    void onProgress(long nowMillis) {
        heardMillis = nowMillis;
        isAtEnd = false;
    }

    /** Fetching begins again after the queue was full: until now nobody listened. */
    void onResumed(long nowMillis) {
        onProgress(nowMillis);
    }

    void onAsked(long nowMillis) {
        isAsked = true;
        askedMillis = nowMillis;
    }

    /** The partition ends here. If there are records, it is these that have to come. */
    void onAnswer(long endOffset, long nextOffset, long nowMillis) {
        isAsked = false;
        isAtEnd = nextOffset >= endOffset;
        if (isAtEnd) {
            heardMillis = nowMillis;
        }
    }

    void onNoAnswer() {
        isAsked = false;
    }

    boolean isDue(long nowMillis) {
        return !isAsked && nowMillis - heardMillis >= ASK_AFTER_MILLIS && nowMillis - askedMillis >= ASK_AFTER_MILLIS;
    }

    /** Until when it can be said that there is nothing; a time that has passed if it cannot. */
    long silentUntilMillis() {
        return isAtEnd ? heardMillis + TRUST_MILLIS : Long.MIN_VALUE;
    }

    boolean isOverdue(long nowMillis) {
        return nowMillis - heardMillis >= 2 * ASK_AFTER_MILLIS;
    }

    boolean isLost(long nowMillis) {
        return nowMillis - heardMillis >= LOST_AFTER_MILLIS;
    }
}
