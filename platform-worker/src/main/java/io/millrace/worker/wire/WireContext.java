package io.millrace.worker.wire;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.function.LongSupplier;

/**
 * What a wire needs from the process that it is in.
 *
 * @param buffers where buffers are taken from
 * @param randomness where nonces come from
 * @param clockNanos a clock that only goes forward; it is read once for many frames, to size windows of credit
 * @param listener learns what happens
 */
public record WireContext(
        ByteBufAllocator buffers, Randomness randomness, LongSupplier clockNanos, WireListener listener) {

    /** With the buffers that Netty pools for the whole process. */
    public static WireContext pooled(Randomness randomness, LongSupplier clockNanos, WireListener listener) {
        return new WireContext(PooledByteBufAllocator.DEFAULT, randomness, clockNanos, listener);
    }
}
