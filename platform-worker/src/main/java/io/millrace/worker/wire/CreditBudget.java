package io.millrace.worker.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Memory that all inlets of an executor share for what may arrive.
 *
 * <p><b>Thread.</b> Any.
 */
final class CreditBudget {

    private static final VarHandle RESERVED;

    static {
        try {
            RESERVED = MethodHandles.lookup().findVarHandle(CreditBudget.class, "reservedBytes", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long totalBytes;
    private volatile long reservedBytes;

    CreditBudget(long totalBytes) {
        this.totalBytes = totalBytes;
    }

    boolean reserve(long bytes) {
        while (true) {
            long reserved = reservedBytes;
            if (bytes > totalBytes - reserved) {
                return false;
            }
            if (RESERVED.compareAndSet(this, reserved, reserved + bytes)) {
                return true;
            }
        }
    }

    void release(long bytes) {
        RESERVED.getAndAdd(this, -bytes);
    }

    long totalBytes() {
        return totalBytes;
    }

    long reservedBytes() {
        return reservedBytes;
    }
}
