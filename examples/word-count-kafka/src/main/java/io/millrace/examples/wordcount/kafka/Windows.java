package io.millrace.examples.wordcount.kafka;

import io.millrace.window.Window;

/** The windows of the count. */
final class Windows {

    private static final long LENGTH_MILLIS = KafkaWordCount.WINDOW.toMillis();

    private Windows() {}

    /** Start of the window that a time falls into. */
    static long start(long millis) {
        return Math.floorDiv(millis, LENGTH_MILLIS) * LENGTH_MILLIS;
    }

    /** The window that a time falls into; that of a result is its last millisecond. */
    static Window at(long millis) {
        return new Window(start(millis), start(millis) + LENGTH_MILLIS);
    }

    /** Start of the first window that records up to this time may leave open. */
    static long firstOpen(long lastMillis) {
        return start(lastMillis - KafkaWordCount.DISORDER.toMillis());
    }
}
