package io.millrace.worker.state;

import io.millrace.type.TypeRef;
import java.util.function.Supplier;

/**
 * Where the tables of one operator in one task lie.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
public interface KeyTables {

    /**
     * The tables of a part.
     *
     * @param name name of the part
     * @param valueType the type of its values in a checkpoint; asked for only where they are written
     * @param form how cells become such values
     */
    <C, V> TableSource<C> tables(String name, Supplier<TypeRef<V>> valueType, CellForm<C, V> form);

    /** A call of the task begins: nobody holds a slot or a value of a table. */
    void startCall();
}
