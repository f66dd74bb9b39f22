package io.millrace.worker.window;

/**
 * Accumulator on its way from the first of two stages to the second, which owns it from then on. Its timestamp is the
 * start of its slice.
 *
 * <p><b>Thread.</b> Owned by the first stage until it is emitted, then by the second.
 *
 * @param <A> the type of the accumulator, by which its codec is found
 */
public final class Partial<A> {

    private A accumulator;
    private int records;

    Partial(A accumulator) {
        this.accumulator = accumulator;
    }

    A accumulator() {
        return accumulator;
    }

    /** Number of records in it. */
    public int records() {
        return records;
    }

    @SuppressWarnings("unchecked") // An aggregate yields accumulators of its own kind.
    void add(Accumulation accumulation, Object value) throws Exception {
        Object next = accumulation.add(accumulator, value);
        records++;
        if (next != accumulator) {
            accumulator = (A) next;
        }
    }

    @Override
    public String toString() {
        return "(" + records + " records combined)";
    }
}
