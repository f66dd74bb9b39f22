package io.millrace.worker.task;

import io.millrace.worker.exchange.Overflow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes the records that an operator emits: the next operator of the chain, or the way out of the task. */
abstract class Receiver {

    /** Takes nothing: a side output that nobody reads. */
    static final Receiver NOBODY = new Receiver() {
        @Override
        void accept(Object value, long timestampMillis) {}
    };

    /** Takes a record. */
    abstract void accept(Object value, long timestampMillis);

    /**
     * Takes records one after the other, until the output is full.
     *
     * @param from the first of them
     * @param to behind the last of them
     * @return the first that it has not taken
     */
    int acceptAll(@Nullable Object[] values, long[] timestampsMillis, int from, int to, Overflow overflow) {
        int next = from;
        while (next < to && !overflow.isFull()) {
            Object value = values[next];
            if (value != null) {
                accept(value, timestampsMillis[next]);
            }
            next++;
        }
        return next;
    }

    /** Takes a record whose key and hash are known. */
    void acceptKeyed(Object key, int hash, Object value, long timestampMillis) {
        throw new IllegalStateException("Receiver takes no keys: receiver=" + this);
    }

    /** Whether what it takes stays in this process, and so needs no type that all of it has. */
    boolean isLocal() {
        return true;
    }

    /** A receiver that gives every record to each of several. */
    static Receiver toAll(Receiver[] receivers) {
        return switch (receivers.length) {
            case 0 -> NOBODY;
            case 1 -> receivers[0];
            default -> new All(receivers);
        };
    }

    /** Counts what a receiver takes. */
    static Receiver counting(Receiver receiver, OperatorCounters counters) {
        return new Receiver() {
            @Override
            void accept(Object value, long timestampMillis) {
                counters.in(1);
                receiver.accept(value, timestampMillis);
            }
        };
    }

    private static final class All extends Receiver {

        private final Receiver[] receivers;

        All(Receiver[] receivers) {
            this.receivers = receivers;
        }

        @Override
        void accept(Object value, long timestampMillis) {
            for (Receiver receiver : receivers) {
                receiver.accept(value, timestampMillis);
            }
        }

        @Override
        void acceptKeyed(Object key, int hash, Object value, long timestampMillis) {
            for (Receiver receiver : receivers) {
                receiver.acceptKeyed(key, hash, value, timestampMillis);
            }
        }

        @Override
        boolean isLocal() {
            return Arrays.stream(receivers).allMatch(Receiver::isLocal);
        }
    }
}
