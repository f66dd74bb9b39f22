package io.millrace.kafka.source;

/**
 * Decides which partitions have to wait until the task has taken what was fetched of them. A batch that was polled is always
 * taken, so a queue may be over its limits by one batch.
 *
 * <p><b>Units.</b> Bytes are those of keys and values as they came.
 *
 * @param maxRecords records that wait in the queue of a partition
 * @param maxBytes bytes that wait in the queue of a partition
 * @param maxTotalBytes bytes that wait in all queues of a task; beyond, only partitions of which nothing waits go on
 */
record QueueLimits(int maxRecords, long maxBytes, long maxTotalBytes) {

    /** Two polls of a partition at its quickest; a task with many busy partitions holds 64 MiB in all. */
    static final QueueLimits DEFAULT = new QueueLimits(20_000, 4 << 20, 64 << 20);

    /** Whether a partition that is being fetched has to wait. */
    boolean isFull(int records, long bytes, long totalBytes) {
        return records >= maxRecords || bytes >= maxBytes || (totalBytes >= maxTotalBytes && records > 0);
    }

    /** Whether a partition that waits may go on: at half, so that it does not change with every batch. */
    boolean hasRoom(int records, long bytes, long totalBytes) {
        return records == 0 || (records <= maxRecords / 2 && bytes <= maxBytes / 2 && totalBytes <= maxTotalBytes / 2);
    }
}
