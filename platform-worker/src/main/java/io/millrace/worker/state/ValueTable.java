package io.millrace.worker.state;

import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values by key. */
final class ValueTable extends StateTable<ValueTable.One, Object> implements ValueState<Object> {

    ValueTable(StateHandle.Value<?> handle, KeyAtHand keyAtHand, CallTime time, KeyTables tables) {
        super(handle, keyAtHand, time, tables);
    }

    @Override
    public @Nullable Object get() {
        One cell = look();
        return cell == null ? null : cell.value;
    }

    @Override
    public void set(Object value) {
        Objects.requireNonNull(value, "value");
        change().value = value;
    }

    @Override
    One newCell() {
        return new One();
    }

    @Override
    Object toValue(One cell) {
        return Objects.requireNonNull(cell.value);
    }

    @Override
    void fill(One cell, Object value) {
        cell.value = value;
    }

    /** One value. */
    static final class One extends Cell {

        @Nullable
        Object value;
    }
}
