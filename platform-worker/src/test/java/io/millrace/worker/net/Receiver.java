package io.millrace.worker.net;

import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.Inlet;

/** Takes numbered strings out of a channel, as a task would, and sees that none is missing, repeated or wrong. */
final class Receiver {

    private final Inlet inlet;
    private long number;
    private String wrong = "";

    Receiver(Inlet inlet) {
        this.inlet = inlet;
    }

    /** Takes a batch, if there is one; returns how many strings have come so far. */
    long step() {
        Batch batch = inlet.poll();
        if (batch != null) {
            for (int i = 0; i < batch.size(); i++) {
                String expected = Sender.text(number++);
                if (!expected.equals(batch.value(i)) || batch.timestamp(i) != number) {
                    wrong = "expected " + expected + ", got " + batch.value(i) + " at " + batch.timestamp(i);
                }
            }
            inlet.release(batch);
        }
        return number;
    }

    String wrong() {
        return wrong;
    }
}
