package io.millrace.benchmark.kafka;

import java.nio.ByteBuffer;

/**
 * The value of a result record: start of the window and count, eight bytes each. Its key is the word.
 *
 * @param startMillis start of the window
 * @param count how often the word was in it
 */
record CountedWindow(long startMillis, long count) {

    byte[] toBytes() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(startMillis)
                .putLong(count)
                .array();
    }

    static CountedWindow of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new CountedWindow(buffer.getLong(), buffer.getLong());
    }
}
