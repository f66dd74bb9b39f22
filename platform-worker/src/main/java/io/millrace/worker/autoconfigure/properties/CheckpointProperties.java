package io.millrace.worker.autoconfigure.properties;

import io.millrace.topology.Checkpointing;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the checkpoints of all topologies.
 *
 * @param interval Time from the start of a checkpoint to that of the next.
 * @param timeout Time after which a checkpoint that is not complete is given up.
 * @param folder Folder for checkpoints; all members of a cluster must see the same. By default, checkpoints in the data folder.
 * @param retained Number of checkpoints that are kept. Savepoints do not count.
 */
public record CheckpointProperties(
        @DefaultValue("10s") Duration interval,
        @DefaultValue("1m") Duration timeout,
        @Nullable Path folder,
        @DefaultValue("3") int retained) {

    private static final String PREFIX = MillraceProperties.PREFIX + ".checkpoint.";
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);
    private static final int MAX_RETAINED = 1000;

    /** Checks the ranges. */
    public CheckpointProperties {
        Ranges.require(PREFIX + "interval", interval, Checkpointing.MIN_INTERVAL, Checkpointing.MAX_INTERVAL);
        Ranges.require(PREFIX + "timeout", timeout, MIN_TIMEOUT, Checkpointing.MAX_INTERVAL);
        Ranges.require(PREFIX + "retained", retained, 1, MAX_RETAINED);
    }
}
