package io.millrace.worker.state;

import io.millrace.state.StateHandle;
import java.util.List;

/**
 * Keyed state of one operator in one task: a table for each state that is declared. A key whose state is empty is forgotten.
 *
 * <p><b>Thread.</b> Owned by one task.
 */
public final class KeyedStates {

    private final StateTable<?, ?>[] tables;
    private final StateTable<?, ?>[] expiring;
    private final CallTime time = new CallTime();

    /** Makes the states that an operator declares, empty, on the heap. */
    public KeyedStates(List<StateHandle<?>> handles, KeyAtHand keyAtHand) {
        this(handles, keyAtHand, new HeapTables());
    }

    /** Makes the states that an operator declares, empty. */
    public KeyedStates(List<StateHandle<?>> handles, KeyAtHand keyAtHand, KeyTables keyTables) {
        this.tables = handles.stream()
                .map(handle -> table(handle, keyAtHand, time, keyTables))
                .toArray(StateTable<?, ?>[]::new);
        this.expiring = List.of(tables).stream().filter(StateTable::mayExpire).toArray(StateTable<?, ?>[]::new);
    }

    /** A call begins: tells the processing time, and removes some of what has expired. */
    public void startCall(long nowMillis) {
        time.millis(nowMillis);
        for (StateTable<?, ?> table : expiring) {
            table.sweep();
        }
    }

    /**
     * The state of a handle, for the key at hand.
     *
     * @throws IllegalArgumentException if the operator did not declare it
     */
    @SuppressWarnings("unchecked")
    public <S> S state(StateHandle<S> handle) {
        for (StateTable<?, ?> table : tables) {
            if (table.handle() == handle || table.handle().equals(handle)) {
                return (S) table;
            }
        }
        throw new IllegalArgumentException("State was not declared with the step: state=" + handle.name()
                + ", declared=" + parts().stream().map(KeyedPart::name).toList()
                + "; pass the handle where the step is added");
    }

    /** The states, in the order in which they were declared. */
    public List<KeyedPart<?>> parts() {
        return List.of(tables);
    }

    /** Number of keys, counted once for each state that they have. */
    public long size() {
        return parts().stream().mapToLong(KeyedPart::size).sum();
    }

    private static StateTable<?, ?> table(StateHandle<?> handle, KeyAtHand keyAtHand, CallTime time, KeyTables tables) {
        if (handle instanceof StateHandle.Value<?> value) {
            return new ValueTable(value, keyAtHand, time, tables);
        }
        if (handle instanceof StateHandle.Elements<?> elements) {
            return new ListTable(elements, keyAtHand, time, tables);
        }
        if (handle instanceof StateHandle.Mapping<?, ?> mapping) {
            return new MapTable(mapping, keyAtHand, time, tables);
        }
        return new ReducingTable((StateHandle.Reducing<?>) handle, keyAtHand, time, tables);
    }
}
