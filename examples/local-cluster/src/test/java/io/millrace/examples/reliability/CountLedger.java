package io.millrace.examples.reliability;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares counts with what they have to be: those of a key are 1, 2, 3, and so on, in this order, up to how many numbers with
 * the key there are.
 *
 * <p><b>Thread.</b> May be used by any.
 */
final class CountLedger {

    private static final int SHOWN = 20;

    private final long[] complete;
    private final List<TreeSet<Long>> ahead;
    private final List<String> faults = new ArrayList<>();
    private @Nullable Exception failure;

    /** Keys are the numbers from 0 to one less than this. */
    CountLedger(int keys) {
        this.complete = new long[keys];
        this.ahead =
                IntStream.range(0, keys).mapToObj(key -> new TreeSet<Long>()).toList();
    }

    /** Takes some texts, each "key:count". */
    synchronized void addAll(Iterable<byte[]> texts) {
        for (byte[] text : texts) {
            String[] parts = new String(text, StandardCharsets.US_ASCII).split(":", 2);
            add(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        }
        notifyAll();
    }

    /** No more will come, and why. */
    synchronized void fail(Exception cause) {
        failure = cause;
        notifyAll();
    }

    /**
     * Waits until all are counted of the numbers that are less than this one.
     *
     * @throws AssertionError if they are not in time, or if any count has come twice or out of order
     */
    synchronized void awaitCounted(long numbers, long patienceMillis) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        while (!isCounted(numbers)) {
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            requireRight();
            if (leftMillis <= 0) {
                throw new AssertionError("Counts are missing: numbers=" + numbers + ", afterMillis=" + patienceMillis
                        + ", keys=" + missing(numbers));
            }
            wait(leftMillis);
        }
        requireRight();
    }

    /** Fails unless there is each count of so many numbers, once, and no other. */
    synchronized void requireExactly(long numbers) {
        requireRight();
        for (int key = 0; key < complete.length; key++) {
            if (complete[key] != expected(key, numbers) || !ahead.get(key).isEmpty()) {
                throw new AssertionError("Counts are wrong: numbers=" + numbers + ", " + describe(key, numbers));
            }
        }
    }

    private void add(int key, long count) {
        if (count == complete[key] + 1) {
            complete[key] = count;
            while (ahead.get(key).remove(complete[key] + 1)) {
                complete[key]++;
            }
        } else if (count <= complete[key] || !ahead.get(key).add(count)) {
            fault("twice " + key + ":" + count);
        } else if (ahead.get(key).size() == 1) {
            fault("out of order " + key + ":" + count + " after " + complete[key]);
        }
    }

    private void fault(String fault) {
        if (faults.size() < SHOWN) {
            faults.add(fault);
        }
    }

    private void requireRight() {
        if (failure != null) {
            throw new AssertionError("Counts cannot be read", failure);
        }
        if (!faults.isEmpty()) {
            throw new AssertionError("Counts are not each once and in order, the first " + SHOWN + ": " + faults);
        }
    }

    private boolean isCounted(long numbers) {
        return IntStream.range(0, complete.length).allMatch(key -> complete[key] >= expected(key, numbers));
    }

    private List<String> missing(long numbers) {
        return IntStream.range(0, complete.length)
                .filter(key -> complete[key] < expected(key, numbers))
                .mapToObj(key -> describe(key, numbers))
                .limit(SHOWN)
                .toList();
    }

    private String describe(int key, long numbers) {
        return key + ": has " + complete[key] + " of " + expected(key, numbers) + ", then "
                + ahead.get(key).stream().limit(SHOWN).toList();
    }

    /** How many of the first numbers have this key. */
    private long expected(int key, long numbers) {
        return (numbers + complete.length - 1 - key) / complete.length;
    }
}
