package io.millrace.worker.wire;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Frames on their way from the I/O thread to a task. It grows by itself, since credit bounds what is in it.
 *
 * <p>Arrays of slots in a chain, each one twice as long as the one before, up to a bound. The last free slot of an array
 * leads to the next array. A slot that holds null is free.
 *
 * <p><b>Thread.</b> One producer, one consumer.
 */
final class FrameQueue {

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final int FIRST_SLOTS = 4;
    private static final int MAX_SLOTS = 256;

    private @Nullable Object[] writing = new Object[FIRST_SLOTS];
    private int writeAt;
    private @Nullable Object[] reading = writing;
    private int readAt;

    /** Puts a frame in; producer only. */
    void add(ByteBuf frame) {
        int slots = writing.length;
        int next = writeAt + 1 == slots ? 0 : writeAt + 1;
        if (SLOTS.getAcquire(writing, next) == null) {
            SLOTS.setRelease(writing, writeAt, frame);
            writeAt = next;
            return;
        }
        // One slot is left, and it tells the consumer to go on in the next array.
        @Nullable Object[] grown = new Object[Math.min(MAX_SLOTS, 2 * slots)];
        grown[0] = frame;
        SLOTS.setRelease(writing, writeAt, grown);
        writing = grown;
        writeAt = 1;
    }

    /** Takes the oldest frame out; consumer only. Returns null if there is none. */
    @Nullable
    ByteBuf poll() {
        Object found = SLOTS.getAcquire(reading, readAt);
        if (found instanceof Object[] next) {
            reading = next;
            readAt = 0;
            found = SLOTS.getAcquire(reading, 0);
        }
        if (found == null) {
            return null;
        }
        SLOTS.setRelease(reading, readAt, null);
        readAt = readAt + 1 == reading.length ? 0 : readAt + 1;
        return (ByteBuf) found;
    }

    /** Whether there is none; consumer only. */
    boolean isEmpty() {
        return SLOTS.getAcquire(reading, readAt) == null;
    }
}
