package io.millrace.aggregate;

import io.millrace.type.FunctionTypes;
import io.millrace.type.TypeRef;
import org.jspecify.annotations.Nullable;

/**
 * Incremental aggregate: one accumulator for each key and window takes record after record.
 *
 * <p><b>Contract.</b> {@code finish} makes a new value and changes nothing in the accumulator: an accumulator never leaves
 * its operator, a window may fire again, and a checkpoint may be reading the accumulator.
 *
 * <p><b>Thread.</b> One instance serves all tasks at once, so it keeps no state. Accumulators belong to one task; while the
 * task changes one, nobody else reads it.
 *
 * @param <T> the type of the records
 * @param <A> the type of the accumulator
 * @param <R> the type of the result
 */
public interface Aggregate<T, A, R> {

    /** Makes the accumulator of a window without records. */
    A create();

    /** Adds a record; yields the accumulator to go on with, which may be the same one, changed. */
    A add(A accumulator, T value) throws Exception;

    /** Makes the result of what has been added so far. */
    R finish(A accumulator) throws Exception;

    /**
     * The type of the result, or null if neither this method nor the class tells it.
     *
     * @param inputType type of the records, or null if it is not known
     */
    default @Nullable TypeRef<?> resultType(@Nullable TypeRef<?> inputType) {
        return FunctionTypes.typeArgument(this, Aggregate.class, 2);
    }

    /**
     * The type of the accumulator, or null if neither this method nor the class tells it.
     *
     * @param inputType type of the records, or null if it is not known
     */
    default @Nullable TypeRef<?> accumulatorType(@Nullable TypeRef<?> inputType) {
        return FunctionTypes.typeArgument(this, Aggregate.class, 1);
    }
}
