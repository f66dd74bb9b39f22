package io.millrace.kafka.source;

/**
 * The offsets that a partition holds.
 *
 * @param earliest offset of its first record
 * @param latest offset behind its last record
 */
record OffsetRange(long earliest, long latest) {

    boolean contains(long offset) {
        return offset >= earliest && offset <= latest;
    }

    /**
     * Where to go on if the records at an offset are gone. Behind the end nothing is to be read again: everything before it
     * was.
     *
     * @param divergedAt offset at which the partition has become another one, or -1 if it is not known
     */
    long nearest(long offset, long divergedAt) {
        if (offset < earliest) {
            return earliest;
        }
        long end = divergedAt >= 0 ? divergedAt : latest;
        return Math.max(earliest, Math.min(offset, end));
    }
}
