package io.millrace.worker.history;

/**
 * Numbers of a task in a slot of time, in the order of its {@link Columns}; not a number where one is not known.
 *
 * <p><b>Ownership.</b> Nobody changes the numbers.
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over, and compared by nobody.
record Row(long slot, float[] values) implements Slotted {

    /** Objects' heads, the row's own and that of its entry in a queue. */
    private static final int OVERHEAD_BYTES = 56;

    @Override
    public int bytes() {
        return OVERHEAD_BYTES + values.length * Float.BYTES;
    }
}
