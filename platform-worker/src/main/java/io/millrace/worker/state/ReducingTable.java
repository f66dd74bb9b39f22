package io.millrace.worker.state;

import io.millrace.function.ReduceFunction;
import io.millrace.state.ReducingState;
import io.millrace.state.StateHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values by key that others are reduced into. */
final class ReducingTable extends StateTable<ValueTable.One, Object> implements ReducingState<Object> {

    private final ReduceFunction<Object> function;

    @SuppressWarnings("unchecked")
    ReducingTable(StateHandle.Reducing<?> handle, KeyAtHand keyAtHand, CallTime time, KeyTables tables) {
        super(handle, keyAtHand, time, tables);
        this.function = (ReduceFunction<Object>) handle.function();
    }

    @Override
    public @Nullable Object get() {
        ValueTable.One cell = look();
        return cell == null ? null : cell.value;
    }

    @Override
    public void add(Object value) throws Exception {
        Objects.requireNonNull(value, "value");
        Object current = get();
        Object next = current == null ? value : reduced(current, value);
        change().value = next;
    }

    private Object reduced(Object left, Object right) throws Exception {
        @Nullable Object result = function.reduce(left, right);
        if (result == null) {
            throw new NullPointerException("Reduce function returned null: state=" + name() + ", left=" + left
                    + ", right=" + right + "; return a value of the same type");
        }
        return result;
    }

    @Override
    ValueTable.One newCell() {
        return new ValueTable.One();
    }

    @Override
    Object toValue(ValueTable.One cell) {
        return Objects.requireNonNull(cell.value);
    }

    @Override
    void fill(ValueTable.One cell, Object value) {
        cell.value = value;
    }
}
