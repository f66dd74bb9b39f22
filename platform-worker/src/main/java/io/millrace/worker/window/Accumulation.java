package io.millrace.worker.window;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.CombinableAggregate;
import io.millrace.type.TypeRef;
import io.millrace.worker.operator.Erased;
import io.millrace.worker.state.KeyTable;
import org.jspecify.annotations.Nullable;

/** The aggregate of a step, as the operators of windows use it on their tables. */
final class Accumulation {

    private final Aggregate<Object, Object, Object> aggregate;
    private final @Nullable CombinableAggregate<Object, Object, Object> combinable;
    private final @Nullable TypeRef<?> inputType;

    /** Takes the aggregate, and the type of its records if it is known. */
    Accumulation(Aggregate<Object, Object, Object> aggregate, @Nullable TypeRef<?> inputType) {
        this.aggregate = aggregate;
        this.inputType = inputType;
        this.combinable = aggregate instanceof CombinableAggregate<Object, Object, Object> c ? c : null;
    }

    /** Adds a record, or a partial result that the table may keep, to the accumulator of a key. */
    void add(KeyTable<Object> table, Object key, int hash, Object value) throws Exception {
        int slot = table.slotFor(key, hash);
        Object accumulator = table.value(slot);
        if (accumulator == null) {
            table.value(slot, value instanceof Partial<?> partial ? partial.accumulator() : start(value));
            return;
        }
        table.beforeChange(slot);
        Object next = add(accumulator, value);
        if (next != accumulator) {
            table.value(slot, next);
        }
    }

    /** Accumulator of one record, or of a copy of one partial result. */
    Object start(Object value) throws Exception {
        return add(aggregate.create(), value);
    }

    /** Adds a record or a partial result, which is left as it was. */
    Object add(Object accumulator, Object value) throws Exception {
        return value instanceof Partial<?> partial
                ? combinable().combine(accumulator, partial.accumulator())
                : aggregate.add(accumulator, value);
    }

    /**
     * Combines an accumulator with another, which is left as it was.
     *
     * @throws ResultFailedException if the aggregate fails
     */
    Object combine(Object into, Object other) throws ResultFailedException {
        CombinableAggregate<Object, Object, Object> combining = combinable();
        try {
            return combining.combine(into, other);
        } catch (Exception e) {
            throw new ResultFailedException(e);
        }
    }

    private CombinableAggregate<Object, Object, Object> combinable() {
        if (combinable == null) {
            throw new IllegalStateException("Aggregate cannot be combined: aggregate="
                    + aggregate.getClass().getName() + "; implement CombinableAggregate");
        }
        return combinable;
    }

    Object create() {
        return aggregate.create();
    }

    /**
     * The type of the accumulators, as checkpoints need it.
     *
     * @throws IllegalStateException if the aggregate does not tell it
     */
    TypeRef<Object> accumulatorType() {
        TypeRef<?> type = aggregate.accumulatorType(inputType);
        if (type == null) {
            throw new IllegalStateException("Type of the accumulator is not known: aggregate="
                    + aggregate.getClass().getName() + ", inputType=" + inputType
                    + "; name the type arguments where the class implements Aggregate, or override accumulatorType");
        }
        return Erased.as(type);
    }

    /**
     * The result of an accumulator.
     *
     * @throws ResultFailedException if the aggregate fails
     */
    Object finish(Object accumulator) throws ResultFailedException {
        try {
            return aggregate.finish(accumulator);
        } catch (Exception e) {
            throw new ResultFailedException(e);
        }
    }
}
