package io.millrace.worker.rocks;

import io.millrace.worker.serial.Codec;
import io.millrace.worker.state.CellForm;

/**
 * How the entries of a part are written.
 *
 * @param name names operator and part in errors
 * @param number number of the part in its database
 * @param keys codec of the keys
 * @param values codec of the values
 * @param form how cells become values
 * @param <C> the type of the cells
 * @param <V> the type of the values
 */
record PartCodecs<C, V>(String name, int number, Codec<Object> keys, Codec<V> values, CellForm<C, V> form) {}
