package io.millrace.worker.window;

/**
 * Accumulator on its way from the first of two stages to the second, which owns it from then on. Its timestamp is in its slice:
 * the start of it, or that of the one record that it is made of.
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

    /** That of one record. */
    static Partial<Object> of(Accumulation accumulation, Object value) throws Exception {
        Partial<Object> partial = new Partial<>(accumulation.create());
        partial.add(accumulation, value);
        return partial;
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
