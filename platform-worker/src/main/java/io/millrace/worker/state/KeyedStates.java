package io.millrace.worker.state;

import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keyed state of one operator in one task, on the heap. A key whose states are all empty is forgotten.
 *
 * <p><b>Thread.</b> Owned by one task.
 */
public final class KeyedStates {

    private final List<StateHandle<?>> handles;
    private final ValueState<?>[] states;
    private final KeyTable<@Nullable Object[]> rows = new KeyTable<>();
    private final KeyAtHand keyAtHand;

    /** Makes the states that an operator declares, empty. */
    public KeyedStates(List<StateHandle<?>> handles, KeyAtHand keyAtHand) {
        this.keyAtHand = keyAtHand;
        this.handles = List.copyOf(handles);
        this.states = new ValueState<?>[handles.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = new RowState<>(i);
        }
    }

    /**
     * The state of a handle, for the key at hand.
     *
     * @throws IllegalArgumentException if the operator did not declare it
     */
    @SuppressWarnings("unchecked")
    public <S> S state(StateHandle<S> handle) {
        for (int i = 0; i < states.length; i++) {
            if (handles.get(i) == handle || handles.get(i).equals(handle)) {
                return (S) states[i];
            }
        }
        throw new IllegalArgumentException("State was not declared with the step: state=" + handle.name()
                + ", declared=" + handles.stream().map(StateHandle::name).toList()
                + "; pass the handle where the step is added");
    }

    /** Number of keys that have state. */
    public int size() {
        return rows.size();
    }

    private final class RowState<T> implements ValueState<T> {

        private final int column;

        RowState(int column) {
            this.column = column;
        }

        @Override
        @SuppressWarnings("unchecked")
        public @Nullable T get() {
            int slot = rows.find(keyAtHand.key(), keyAtHand.hash());
            @Nullable Object[] row = slot < 0 ? null : rows.value(slot);
            return row == null ? null : (T) row[column];
        }

        @Override
        public void set(T value) {
            int slot = rows.slotFor(keyAtHand.key(), keyAtHand.hash());
            @Nullable Object[] row = rows.value(slot);
            if (row == null) {
                row = new Object[states.length];
                rows.value(slot, row);
            }
            row[column] = value;
        }

        @Override
        public void clear() {
            int slot = rows.find(keyAtHand.key(), keyAtHand.hash());
            @Nullable Object[] row = slot < 0 ? null : rows.value(slot);
            if (row != null) {
                row[column] = null;
                if (isEmpty(row)) {
                    rows.remove(slot);
                }
            }
        }

        private boolean isEmpty(@Nullable Object[] row) {
            for (Object value : row) {
                if (value != null) {
                    return false;
                }
            }
            return true;
        }
    }
}
