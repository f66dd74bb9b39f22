package io.millrace.control;

import io.millrace.status.TopologyHealth;
import io.millrace.status.TopologyStatus;
import io.millrace.topology.TopologyDescription;
import org.jspecify.annotations.Nullable;

/**
 * A topology at one moment.
 *
 * @param description its graph
 * @param status its state and counters
 * @param startedAtMillis when it was started last, in milliseconds since 1970, or null if it never was
 */
public record TopologyView(
        TopologyDescription description,
        TopologyStatus status,
        @Nullable Long startedAtMillis) {

    /** Name of the topology. */
    public String name() {
        return description.name();
    }

    /** How well it is. */
    public TopologyHealth health() {
        return TopologyHealth.of(status);
    }

    /**
     * The application clock: the lowest watermark over the sinks; {@code Long.MIN_VALUE} for none yet, {@code
     * Long.MAX_VALUE} when all have ended.
     */
    public long clockMillis() {
        return description.steps().stream()
                .filter(step -> step.kind().equals("sink"))
                .mapToLong(step -> status.operator(step.name()).watermarkMillis())
                .min()
                .orElse(Long.MIN_VALUE);
    }
}
