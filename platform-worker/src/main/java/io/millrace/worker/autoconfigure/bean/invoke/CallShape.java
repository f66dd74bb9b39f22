package io.millrace.worker.autoconfigure.bean.invoke;

import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.Operator;
import io.millrace.state.StateHandle;
import io.millrace.time.Timestamped;
import io.millrace.type.FunctionTypes.CodeLocation;
import io.millrace.worker.operator.FlatMapOperator;
import io.millrace.worker.operator.ProcessOperator;
import io.millrace.worker.reactive.BatchOperator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one record becomes one call of a method: what each parameter stands for, and what the result means.
 *
 * @param slots what the parameters stand for, in their order
 * @param results what the result means
 */
public record CallShape(List<Slot> slots, Results results) {

    /** Keeps its own copy. */
    public CallShape {
        slots = List.copyOf(slots);
    }

    /** Whether the parameters need key, state or timers. */
    public boolean isKeyed() {
        return slots.stream().anyMatch(slot -> slot instanceof OfState || slot == Place.CONTEXT);
    }

    /** Whether a parameter is the value with its time. */
    public boolean isTimed() {
        return slots.contains(Place.TIMESTAMPED);
    }

    /** Whether a parameter takes the results. */
    public boolean hasEmitter() {
        return slots.contains(Place.EMITTER);
    }

    /** The operator of a method on records, around a call that one task owns. */
    public Operator<Object, Object> operator(BeanCall call, CodeLocation location) {
        if (isKeyed()) {
            return new ProcessOperator<>(new MethodProcess(this, call, location));
        }
        return isTimed()
                ? new TimedOperator(this, call)
                : new FlatMapOperator<>(new MethodFlatMap(this, call, location));
    }

    /** The function of a method on batches. */
    public BatchOperator.BatchFunction batch(BeanCall call) {
        return (values, out) -> call(call, values, 0, null, out);
    }

    /** Calls the method for a value and passes on what comes of it. */
    void call(BeanCall call, Object value, long timestampMillis, @Nullable KeyedContext<?> context, Emitter<Object> out)
            throws Exception {
        if (slots.size() == 1 && slots.get(0) == Place.VALUE) {
            results.emit(call.call(value), out);
            return;
        }
        @Nullable Object[] arguments = new Object[slots.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(slots.get(i), value, timestampMillis, context, out);
        }
        results.emit(call.callWith(arguments), out);
    }

    private static @Nullable Object argument(
            Slot slot, Object value, long timestampMillis, @Nullable KeyedContext<?> context, Emitter<Object> out) {
        if (slot instanceof OfState state) {
            return context == null ? null : context.state(state.handle());
        }
        return switch ((Place) slot) {
            case VALUE -> value;
            case TIMESTAMPED -> new Timestamped<>(value, timestampMillis);
            case EMITTER -> out;
            case CONTEXT -> context;
        };
    }

    /** What a parameter stands for. */
    public sealed interface Slot {}

    /** Parameters that need no name. */
    public enum Place implements Slot {
        /** The value, or all values of a batch. */
        VALUE,
        /** The value with its time. */
        TIMESTAMPED,
        /** Where results go. */
        EMITTER,
        /** Key, timers and time. */
        CONTEXT
    }

    /**
     * Keyed state.
     *
     * @param handle the state
     */
    public record OfState(StateHandle<?> handle) implements Slot {}

    /** What the result of a method means. */
    public enum Results {
        /** Nothing. */
        NONE {
            @Override
            void emit(@Nullable Object result, Emitter<Object> out) {}
        },
        /** A record, or none if it is null. */
        VALUE {
            @Override
            void emit(@Nullable Object result, Emitter<Object> out) {
                if (result != null) {
                    out.emit(result);
                }
            }
        },
        /** A record or none. */
        OPTIONAL {
            @Override
            void emit(@Nullable Object result, Emitter<Object> out) {
                if (result instanceof Optional<?> optional && optional.isPresent()) {
                    out.emit(optional.get());
                }
            }
        },
        /** Any number of records. */
        EACH {
            @Override
            void emit(@Nullable Object result, Emitter<Object> out) {
                if (result instanceof Stream<?> stream) {
                    try (stream) {
                        stream.forEachOrdered(out::emit);
                    }
                } else if (result instanceof Iterable<?> iterable) {
                    iterable.forEach(out::emit);
                }
            }
        };

        /** Passes a result on. */
        abstract void emit(@Nullable Object result, Emitter<Object> out);
    }
}
