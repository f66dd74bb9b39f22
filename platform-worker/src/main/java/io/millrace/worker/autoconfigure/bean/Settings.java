package io.millrace.worker.autoconfigure.bean;

import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Retry;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of an annotation, with placeholders replaced and texts read. Those that an annotation lacks have the value
 * that they have when nothing is said.
 *
 * @param name name of the step
 * @param topology name of the topology, or null for that of the application
 * @param inputs steps to read from
 * @param parallelism number of tasks, or null
 * @param onError error policy
 * @param retry retries before that
 * @param isBlocking whether the code may block
 * @param isShared whether the bean takes care of its fields
 * @param maxBatch most values of a list
 * @param key name of the key, or empty
 * @param window windows, or null
 * @param lateTo side output for late records, or empty
 * @param aggregate name of the aggregate, or empty
 * @param time event time of a source
 * @param formerly names that the step had before
 * @param isIdempotent whether writing a result again changes nothing
 */
record Settings(
        String name,
        @Nullable String topology,
        List<String> inputs,
        @Nullable Integer parallelism,
        ErrorPolicy onError,
        Retry retry,
        boolean isBlocking,
        boolean isShared,
        int maxBatch,
        String key,
        @Nullable WindowSpec window,
        String lateTo,
        String aggregate,
        SourceTime time,
        List<String> formerly,
        boolean isIdempotent) {

    static final int DEFAULT_MAX_BATCH = 500;

    /** What holds of a function bean without annotation. */
    static Settings ofBean(String name) {
        return new Settings(
                name,
                null,
                List.of(),
                null,
                ErrorPolicy.FAIL,
                Retry.NONE,
                true,
                true,
                DEFAULT_MAX_BATCH,
                "",
                null,
                "",
                "",
                SourceTime.READ,
                List.of(),
                false);
    }

    /**
     * Event time of a source.
     *
     * @param timestamp where it comes from, or empty
     * @param disorder how late a record may be
     * @param idleAfter silence after which nobody waits, or null
     * @param maxAhead how far a record may be ahead of the clock and still move event time, or null
     * @param every time between two calls, or null
     */
    record SourceTime(
            String timestamp,
            Duration disorder,
            @Nullable Duration idleAfter,
            @Nullable Duration maxAhead,
            @Nullable Duration every) {

        static final SourceTime READ = new SourceTime("", Duration.ZERO, null, null, null);
    }
}
