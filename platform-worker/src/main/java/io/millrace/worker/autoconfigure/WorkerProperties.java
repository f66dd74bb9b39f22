package io.millrace.worker.autoconfigure;

import io.millrace.worker.WorkerSettings;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Properties of the engine.
 *
 * @param threads Number of threads that all cooperative tasks share. By default, the number of available processors.
 * @param parallelism Number of tasks of a step for which the topology says nothing. By default, the number of threads.
 * @param batchSize Number of records that cross threads together.
 * @param channelBatches Number of batches that wait between two tasks before the sender has to.
 * @param maxBatchAge Time after which a batch crosses threads though it is not full.
 * @param stuckAfter Time after which a call of user code that has not returned is named in the status.
 * @param stopTimeout Time that an orderly stop may take before tasks are cancelled.
 * @param slots Number of slices of topologies that this process takes in a cluster; slice i of a topology is task i of each of
 *     its steps. By default, the parallelism.
 */
@ConfigurationProperties(WorkerProperties.PREFIX)
record WorkerProperties(
        @Nullable Integer threads,
        @Nullable Integer parallelism,
        @DefaultValue("256") int batchSize,
        @DefaultValue("32") int channelBatches,
        @DefaultValue("1ms") Duration maxBatchAge,
        @DefaultValue("10s") Duration stuckAfter,
        @DefaultValue("10s") Duration stopTimeout,
        @Nullable Integer slots) {

    private static final int MAX_SLOTS = 65_536;

    static final String PREFIX = "millrace.worker";

    /** Has the engine judge each value, so that a wrong one is refused under the name of its property. */
    WorkerProperties {
        if (slots != null && (slots < 0 || slots > MAX_SLOTS)) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + ".slots", slots, "It is to be from 0 to " + MAX_SLOTS + ".");
        }
        settings(threads, parallelism, batchSize, channelBatches, maxBatchAge, stuckAfter, stopTimeout);
    }

    /** Number of slices that this process takes. */
    int slotsOrDefault() {
        return slots == null ? toSettings().parallelism() : slots;
    }

    /** What the engine is to know of it. */
    WorkerSettings toSettings() {
        return settings(threads, parallelism, batchSize, channelBatches, maxBatchAge, stuckAfter, stopTimeout);
    }

    private static WorkerSettings settings(
            @Nullable Integer threads,
            @Nullable Integer parallelism,
            int batchSize,
            int channelBatches,
            Duration maxBatchAge,
            Duration stuckAfter,
            Duration stopTimeout) {
        WorkerSettings settings = WorkerSettings.defaults();
        if (threads != null) {
            settings = accept("threads", threads, settings::withThreads);
            settings = settings.withParallelism(threads);
        }
        if (parallelism != null) {
            settings = accept("parallelism", parallelism, settings::withParallelism);
        }
        settings = accept("batch-size", batchSize, settings::withBatchSize);
        settings = accept("channel-batches", channelBatches, settings::withChannelBatches);
        settings = accept("max-batch-age", maxBatchAge, settings::withMaxBatchAge);
        settings = accept("stuck-after", stuckAfter, settings::withStuckAfter);
        return accept("stop-timeout", stopTimeout, settings::withStopTimeout);
    }

    private static <V> WorkerSettings accept(String property, V value, Function<V, WorkerSettings> setting) {
        try {
            return setting.apply(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(PREFIX + "." + property, value, e.getMessage());
        }
    }
}
