package io.millrace.worker.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Encoders that wait for use. There are about as many as threads that encode at once, and not one for each channel.
 *
 * <p><b>Thread.</b> Any.
 */
final class EncoderPool {

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(BatchEncoder[].class);
    private static final int MAX_KEPT = 32;

    /** An encoder that had to grow for a huge record is not kept. */
    private static final int MAX_KEPT_BYTES = 256 << 10;

    private final int maxFrameBytes;
    private final boolean isCompressed;
    private final @Nullable BatchEncoder[] kept = new BatchEncoder[MAX_KEPT];

    EncoderPool(int maxFrameBytes, boolean isCompressed) {
        this.maxFrameBytes = maxFrameBytes;
        this.isCompressed = isCompressed;
    }

    BatchEncoder take() {
        for (int i = 0; i < kept.length; i++) {
            if (SLOTS.getAcquire(kept, i) != null) {
                BatchEncoder encoder = (BatchEncoder) SLOTS.getAndSet(kept, i, null);
                if (encoder != null) {
                    return encoder;
                }
            }
        }
        return new BatchEncoder(maxFrameBytes, isCompressed ? new Lz4() : null);
    }

    void giveBack(BatchEncoder encoder) {
        if (encoder.keptBytes() > MAX_KEPT_BYTES) {
            return;
        }
        for (int i = 0; i < kept.length; i++) {
            if (SLOTS.getAcquire(kept, i) == null && SLOTS.compareAndSet(kept, i, null, encoder)) {
                return;
            }
        }
    }
}
