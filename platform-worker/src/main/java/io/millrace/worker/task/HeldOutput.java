package io.millrace.worker.task;

import io.millrace.function.OutputTag;
import io.millrace.operator.Output;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is emitted for a record until the call for it has returned, so that a call that throws emits nothing. Between
 * such calls it passes everything on at once.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class HeldOutput implements Output<Object> {

    private static final int SIZE = 8;

    /** What one record makes a function emit is unbounded, but the memory for it is not kept for ever. */
    private static final int MAX_KEPT_SIZE = 1024;

    private final NodeOutput output;
    private @Nullable OutputTag<?>[] tags = new OutputTag<?>[SIZE];
    private @Nullable Object[] values = new Object[SIZE];
    private long[] timestamps = new long[SIZE];
    private int size;
    private boolean isHolding;

    HeldOutput(NodeOutput output) {
        this.output = output;
    }

    /** The call for a record begins. */
    void hold() {
        isHolding = true;
    }

    /** The call has returned: what was held goes on. */
    void release() {
        isHolding = false;
        int count = size;
        size = 0;
        for (int i = 0; i < count; i++) {
            Object value = values[i];
            values[i] = null;
            pass(tags[i], value, timestamps[i]);
            tags[i] = null;
        }
        shrink(count);
    }

    /** The call has thrown: what was held is forgotten. */
    void drop() {
        isHolding = false;
        Arrays.fill(values, 0, size, null);
        Arrays.fill(tags, 0, size, null);
        shrink(size);
        size = 0;
    }

    @Override
    public void emit(Object value, long timestampMillis) {
        if (isHolding && value != null) {
            keep(null, value, timestampMillis);
        } else {
            output.emit(value, timestampMillis);
        }
    }

    @Override
    public <S> void emit(OutputTag<S> tag, S value, long timestampMillis) {
        if (isHolding && value != null) {
            keep(tag, value, timestampMillis);
        } else {
            output.emit(tag, value, timestampMillis);
        }
    }

    @Override
    public boolean isFull() {
        return output.isFull();
    }

    private void keep(@Nullable OutputTag<?> tag, Object value, long timestampMillis) {
        if (size == values.length) {
            tags = Arrays.copyOf(tags, size * 2);
            values = Arrays.copyOf(values, size * 2);
            timestamps = Arrays.copyOf(timestamps, size * 2);
        }
        tags[size] = tag;
        values[size] = value;
        timestamps[size] = timestampMillis;
        size++;
    }

    @SuppressWarnings("unchecked") // What was emitted to a tag goes to that tag.
    private void pass(@Nullable OutputTag<?> tag, @Nullable Object value, long timestampMillis) {
        if (value == null) {
            return;
        }
        if (tag == null) {
            output.emit(value, timestampMillis);
        } else {
            output.emit((OutputTag<Object>) tag, value, timestampMillis);
        }
    }

    private void shrink(int used) {
        if (used > MAX_KEPT_SIZE) {
            tags = new OutputTag<?>[SIZE];
            values = new Object[SIZE];
            timestamps = new long[SIZE];
        }
    }
}
