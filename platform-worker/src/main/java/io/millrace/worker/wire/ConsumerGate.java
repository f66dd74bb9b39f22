package io.millrace.worker.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Lets either the consumer or whoever closes touch what the consumer owns. Neither waits: who comes to a gate in use leaves
 * the clearing up to the one inside.
 *
 * <pre>
 * FREE ◀──▶ IN_USE ──shut──▶ LEAVING ──leave──▶ SHUT
 *   └───────────────shut─────────────────────────▲
 * </pre>
 *
 * <p><b>Thread.</b> Any; {@link #enter} and {@link #leave} by one.
 */
final class ConsumerGate {

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(ConsumerGate.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int FREE = 0;
    private static final int IN_USE = 1;
    private static final int LEAVING = 2;
    private static final int SHUT = 3;

    private volatile int state;

    boolean isShut() {
        return state >= LEAVING;
    }

    /** Returns false if the gate is shut. */
    boolean enter() {
        return STATE.compareAndSet(this, FREE, IN_USE);
    }

    /** Returns true if the gate was shut meanwhile, and the caller is to clear up. */
    boolean leave() {
        if (STATE.compareAndSet(this, IN_USE, FREE)) {
            return false;
        }
        state = SHUT;
        return true;
    }

    /** Shuts the gate for good. Returns true if the caller is to clear up. */
    boolean shut() {
        while (true) {
            if (STATE.compareAndSet(this, FREE, SHUT)) {
                return true;
            }
            if (state >= LEAVING || STATE.compareAndSet(this, IN_USE, LEAVING)) {
                return false;
            }
        }
    }
}
