package io.millrace.partition;

/**
 * The way from a key to its task: stable hash, key group, contiguous range of groups. Pure: the same in every JVM.
 *
 * @param count number of key groups, the unit in which keyed state moves between tasks
 */
public record KeyGroups(int count) {

    /** Number of key groups unless set otherwise. */
    public static final int DEFAULT_COUNT = 1024;

    /** Greatest number of key groups, and so of tasks of a step. */
    public static final int MAX_COUNT = 32_768;

    /** Checks the number of groups. */
    public KeyGroups {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException(
                    "Number of key groups is out of range: count=" + count + "; use 1 to " + MAX_COUNT);
        }
    }

    /** Key group of a stable hash; spreads by its high bits, so that tables of a task can use the low ones. */
    public int groupOf(int hash) {
        return (int) (((hash & 0xFFFF_FFFFL) * count) >>> 32);
    }

    /** Task of a key group among {@code parallelism} tasks. */
    public int taskOf(int group, int parallelism) {
        return group * parallelism / count;
    }

    /** Task of a stable hash among {@code parallelism} tasks. */
    public int taskOfHash(int hash, int parallelism) {
        return taskOf(groupOf(hash), parallelism);
    }
}
