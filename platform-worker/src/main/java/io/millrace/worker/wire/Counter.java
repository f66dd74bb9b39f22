package io.millrace.worker.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A number that grows.
 *
 * <p><b>Thread.</b> Added to by one thread at a time, read by any. Costs no fence.
 */
final class Counter {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Counter.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long value;

    void add(long amount) {
        VALUE.setOpaque(this, value + amount);
    }

    void increment() {
        add(1);
    }

    long get() {
        return (long) VALUE.getOpaque(this);
    }
}
