package io.millrace.worker.net;

import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.Outlet;

/** Sends numbered strings into a channel, as a task would. */
final class Sender {

    private static final String TAIL = "x".repeat(90);

    private final Outlet outlet;
    private Batch batch;
    private long number;

    Sender(Outlet outlet) {
        this.outlet = outlet;
    }

    static String text(long number) {
        return number + TAIL;
    }

    /** Sends a batch if the channel takes it; returns how many strings it has taken so far. */
    long step() {
        if (batch == null) {
            batch = outlet.obtain();
            while (!batch.isFull()) {
                batch.add(text(number++), number);
            }
        }
        if (outlet.offer(batch)) {
            batch = null;
        }
        return batch == null ? number : number - batch.size();
    }

    boolean isStuck() {
        return batch != null && outlet.isFull();
    }
}
