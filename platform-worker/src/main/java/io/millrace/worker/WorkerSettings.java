package io.millrace.worker;

import java.time.Duration;

/**
 * Settings of a worker's engine.
 *
 * @param threads threads that call the tasks that do not block
 * @param parallelism tasks of a step for which nothing else is said
 * @param batchSize records that go from task to task at once
 * @param channelBatches batches that a channel between two tasks holds
 * @param maxBatchAge how long a record may wait for its batch to fill
 * @param stuckAfter time after which a call of user code that has not returned is reported
 * @param stopTimeout how long an orderly stop may take before tasks are cancelled
 */
public record WorkerSettings(
        int threads,
        int parallelism,
        int batchSize,
        int channelBatches,
        Duration maxBatchAge,
        Duration stuckAfter,
        Duration stopTimeout) {

    private static final int MAX_THREADS = 1024;
    private static final int MAX_PARALLELISM = 32_768;
    private static final int MAX_BATCH_SIZE = 65_536;
    private static final int MAX_CHANNEL_BATCHES = 4096;

    /** Checks the ranges. */
    public WorkerSettings {
        requireRange("threads", threads, 1, MAX_THREADS);
        requireRange("parallelism", parallelism, 1, MAX_PARALLELISM);
        requireRange("batchSize", batchSize, 1, MAX_BATCH_SIZE);
        requireRange("channelBatches", channelBatches, 2, MAX_CHANNEL_BATCHES);
        requirePositive("maxBatchAge", maxBatchAge);
        requirePositive("stuckAfter", stuckAfter);
        requirePositive("stopTimeout", stopTimeout);
    }

    /** As many threads and tasks as the machine has cores. */
    public static WorkerSettings defaults() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new WorkerSettings(
                cores, cores, 256, 32, Duration.ofMillis(1), Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    /** With another number of threads. */
    public WorkerSettings withThreads(int count) {
        return new WorkerSettings(count, parallelism, batchSize, channelBatches, maxBatchAge, stuckAfter, stopTimeout);
    }

    /** With another default parallelism. */
    public WorkerSettings withParallelism(int tasks) {
        return new WorkerSettings(threads, tasks, batchSize, channelBatches, maxBatchAge, stuckAfter, stopTimeout);
    }

    /** With another batch size. */
    public WorkerSettings withBatchSize(int records) {
        return new WorkerSettings(threads, parallelism, records, channelBatches, maxBatchAge, stuckAfter, stopTimeout);
    }

    /** With another size of channels. */
    public WorkerSettings withChannelBatches(int batches) {
        return new WorkerSettings(threads, parallelism, batchSize, batches, maxBatchAge, stuckAfter, stopTimeout);
    }

    /** With another greatest age of a batch. */
    public WorkerSettings withMaxBatchAge(Duration age) {
        return new WorkerSettings(threads, parallelism, batchSize, channelBatches, age, stuckAfter, stopTimeout);
    }

    /** With another time after which a call counts as stuck. */
    public WorkerSettings withStuckAfter(Duration time) {
        return new WorkerSettings(threads, parallelism, batchSize, channelBatches, maxBatchAge, time, stopTimeout);
    }

    /** With another limit of an orderly stop. */
    public WorkerSettings withStopTimeout(Duration time) {
        return new WorkerSettings(threads, parallelism, batchSize, channelBatches, maxBatchAge, stuckAfter, time);
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "Worker setting is out of range: " + name + "=" + value + "; use " + min + " to " + max);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "Worker setting is out of range: " + name + "=" + value + "; use more than zero");
        }
    }
}
