package io.millrace.benchmark.footprint;

/**
 * What is reported of memory at one moment.
 *
 * @param engine name of the engine
 * @param workload name of the workload
 * @param elapsedSeconds time since the start of the topology
 * @param recordsRead records that the source has given so far
 * @param recordsWritten records that the sink has taken so far
 * @param usedHeapMiB heap in use right after a collection
 * @param maxHeapMiB most that the heap may hold
 * @param jdk version of Java
 */
record HeapSample(
        String engine,
        String workload,
        double elapsedSeconds,
        long recordsRead,
        long recordsWritten,
        double usedHeapMiB,
        double maxHeapMiB,
        String jdk) {}
