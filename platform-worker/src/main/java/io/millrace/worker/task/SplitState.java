package io.millrace.worker.task;

import io.millrace.time.EventTime;
import org.jspecify.annotations.Nullable;

/**
 * Where the reading of a split stands.
 *
 * @param isEnded whether its end has been reached
 * @param watermarkMillis what it has promised
 * @param position where its reader stands, or null if it has none, or does not know
 */
record SplitState(
        boolean isEnded, long watermarkMillis, @Nullable String position) {

    private static final String ENDED = "ended";
    private static final String OPEN = "open";
    private static final String SEPARATOR = ";";

    /** Of a split that nobody has opened. */
    static final SplitState UNOPENED = new SplitState(false, EventTime.NO_WATERMARK, null);

    /** One line, as checkpoints hold it; the position stands last, and may be any text. */
    String toText() {
        return (isEnded ? ENDED : OPEN) + SEPARATOR + watermarkMillis + (position == null ? "" : SEPARATOR + position);
    }

    static SplitState parse(String text) {
        String[] parts = text.split(SEPARATOR, 3);
        if (parts.length < 2) {
            throw new IllegalStateException("State of a split cannot be read: text=" + text);
        }
        return new SplitState(parts[0].equals(ENDED), Long.parseLong(parts[1]), parts.length == 3 ? parts[2] : null);
    }
}
