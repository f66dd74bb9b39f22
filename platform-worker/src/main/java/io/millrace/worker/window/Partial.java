package io.millrace.worker.window;

/**
 * Accumulator on its way from the first of two stages to the second, which owns it from then on. Its timestamp is the
 * start of its slice.
 *
 * <p><b>Thread.</b> Owned by the first stage until it is emitted, then by the second.
 */
public final class Partial {

    private Object accumulator;
    private int records;

    Partial(Object accumulator) {
        this.accumulator = accumulator;
    }

    Object accumulator() {
        return accumulator;
    }

    /** Number of records in it. */
    public int records() {
        return records;
    }

    void add(Accumulation accumulation, Object value) throws Exception {
        Object next = accumulation.add(accumulator, value);
        records++;
        if (next != accumulator) {
            accumulator = next;
        }
    }

    @Override
    public String toString() {
        return "(" + records + " records combined)";
    }
}
