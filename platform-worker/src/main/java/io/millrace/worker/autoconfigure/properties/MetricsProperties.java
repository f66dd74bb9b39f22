package io.millrace.worker.autoconfigure.properties;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Properties of what is measured.
 *
 * @param historyMemory Memory of each process for how its tasks did over time: each second of a quarter of an hour, and each ten
 *     seconds of six hours, or less if it does not suffice.
 */
public record MetricsProperties(@DefaultValue("64MB") DataSize historyMemory) {

    private static final DataSize LEAST = DataSize.ofMegabytes(1);

    /** Checks the range. */
    public MetricsProperties {
        if (historyMemory.compareTo(LEAST) < 0) {
            throw new InvalidConfigurationPropertyValueException(
                    MillraceProperties.PREFIX + ".metrics.history-memory",
                    historyMemory,
                    "Memory is out of range: use 1MB or more");
        }
    }
}
