package io.millrace.benchmark.shuffle;

/**
 * What a blocked channel takes from the others: one JSON line.
 *
 * @param engine name of the engine
 * @param workload name of the workload
 * @param channels channels of the connection
 * @param eventsPerSecond median of the records of all channels but the first, while that is idle
 * @param eventsPerSecondBeside median of the same, while the first is blocked
 * @param ratio of the two; 1 if the blocked channel takes nothing
 * @param blockedRecords most records that went into the blocked channel before it was full
 * @param reservedBytes most credit that the receiver may have given at once
 * @param jdk version of Java
 */
record BlockedResult(
        String engine,
        String workload,
        int channels,
        double eventsPerSecond,
        double eventsPerSecondBeside,
        double ratio,
        long blockedRecords,
        long reservedBytes,
        String jdk) {}
