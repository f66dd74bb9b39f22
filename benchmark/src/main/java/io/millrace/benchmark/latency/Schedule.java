package io.millrace.benchmark.latency;

/**
 * When which record is due. The event time of a record is its due time on the wall clock, so that a late generator makes
 * late results: nothing that is held up is left out (no coordinated omission).
 *
 * @param startMillis due time of the first record, the start of a window
 * @param recordsPerSecond rate of all records together
 * @param windowMillis length of a window; each holds one record of the rare key
 * @param windows number of windows
 */
record Schedule(long startMillis, int recordsPerSecond, int windowMillis, long windows) {

    static final String RARE_KEY = "rare";

    private static final int BUSY_KEYS = 1_000;
    private static final String[] KEYS = keys();

    /** Number of records. */
    long recordCount() {
        return windows * recordsPerWindow();
    }

    /** Due time of a record, and its event time. */
    long dueMillis(long number) {
        return startMillis + number * 1_000 / recordsPerSecond;
    }

    /** Key of a record: in the middle of each window the rare one. */
    String key(long number) {
        long recordsPerWindow = recordsPerWindow();
        return number % recordsPerWindow == recordsPerWindow / 2 ? RARE_KEY : KEYS[(int) (number % BUSY_KEYS)];
    }

    private long recordsPerWindow() {
        return (long) recordsPerSecond * windowMillis / 1_000;
    }

    private static String[] keys() {
        String[] keys = new String[BUSY_KEYS];
        for (int i = 0; i < BUSY_KEYS; i++) {
            keys[i] = "busy-" + i;
        }
        return keys;
    }
}
