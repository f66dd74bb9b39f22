package io.millrace.worker.autoconfigure.actuator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Shows watermarks, which have a value for "none yet" and one for "ended" that are no moments. */
final class Watermarks {

    private Watermarks() {}

    static boolean isMoment(long watermarkMillis) {
        return watermarkMillis != Long.MIN_VALUE && watermarkMillis != Long.MAX_VALUE;
    }

    static @Nullable Instant instant(long watermarkMillis) {
        return isMoment(watermarkMillis) ? Instant.ofEpochMilli(watermarkMillis) : null;
    }
}
