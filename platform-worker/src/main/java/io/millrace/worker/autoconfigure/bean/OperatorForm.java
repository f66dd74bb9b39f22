package io.millrace.worker.autoconfigure.bean;

import io.millrace.aggregate.Aggregate;
import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.state.StateHandle;
import io.millrace.time.Timestamped;
import io.millrace.type.TypeRef;
import io.millrace.worker.autoconfigure.bean.invoke.CallShape;
import io.millrace.worker.autoconfigure.bean.invoke.CallShape.OfState;
import io.millrace.worker.autoconfigure.bean.invoke.CallShape.Results;
import io.millrace.worker.autoconfigure.bean.invoke.CallShape.Slot;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * What the declared types of an operator method say, by the tables of {@code @Operator}.
 *
 * @param kind what a call is given
 * @param shape how a call is made
 * @param reads type of the value, or null for any
 * @param yields type of the results, or null if it is open
 * @param contextKey type of the key in the context, or null for any
 */
record OperatorForm(
        Kind kind,
        CallShape shape,
        @Nullable TypeRef<?> reads,
        @Nullable TypeRef<?> yields,
        @Nullable TypeRef<?> contextKey) {

    /** What a call is given. */
    enum Kind {
        /** One record. */
        RECORD,
        /** The records that are there. */
        BATCH,
        /** All records, as a flux. */
        FLUX,
        /** Nothing: it yields an aggregate. */
        AGGREGATE
    }

    /**
     * Reads the types of a method or function.
     *
     * @param attributes reads what stands in annotations of parameters
     */
    static OperatorForm of(Signature signature, boolean isPartial, SettingsReader attributes) {
        return Aggregate.class.isAssignableFrom(signature.resultClass())
                ? aggregate(signature)
                : new Reading(signature, isPartial, attributes).form();
    }

    /** The state that the parameters stand for. */
    List<StateHandle<?>> states() {
        List<StateHandle<?>> states = new ArrayList<>();
        for (Slot slot : shape.slots()) {
            if (slot instanceof OfState state) {
                states.add(state.handle());
            }
        }
        return List.copyOf(states);
    }

    private static OperatorForm aggregate(Signature signature) {
        if (!signature.parameters().isEmpty()) {
            throw new Refused("method that yields an aggregate has parameters: parameters="
                    + ValueTypes.names(signature) + "; it is called once, at start, without any: take them out");
        }
        TypeRef<?> reads =
                TypeBindings.complete(TypeBindings.of(signature.result()).argument(Aggregate.class, 0));
        return new OperatorForm(Kind.AGGREGATE, new CallShape(List.of(), Results.NONE), reads, null, null);
    }

    /** Goes through the parameters of one method. */
    private static final class Reading {

        private final Signature signature;
        private final boolean isPartial;
        private final SettingsReader attributes;
        private final List<Slot> slots = new ArrayList<>();
        private Kind kind = Kind.RECORD;
        private @Nullable Type value;
        private @Nullable Type emitted;
        private @Nullable TypeRef<?> contextKey;

        Reading(Signature signature, boolean isPartial, SettingsReader attributes) {
            this.signature = signature;
            this.isPartial = isPartial;
            this.attributes = attributes;
        }

        OperatorForm form() {
            signature.parameters().forEach(parameter -> slots.add(slot(parameter)));
            if (value == null) {
                throw new Refused("no parameter is the value: parameters=" + ValueTypes.names(signature)
                        + "; add one of the type of the records");
            }
            TypeRef<?> reads = ValueTypes.read(value, "value", isPartial);
            CallShape shape = new CallShape(slots, results());
            if (kind == Kind.BATCH && (shape.isKeyed() || shape.isTimed())) {
                throw new Refused("a batch has no single key or time: parameters=" + ValueTypes.names(signature)
                        + "; take one value instead of a List, or leave state and context out");
            }
            if (kind == Kind.FLUX && slots.size() > 1) {
                throw new Refused("method on a Flux has further parameters: parameters=" + ValueTypes.names(signature)
                        + "; take the Flux alone");
            }
            return new OperatorForm(kind, shape, reads, yields(), contextKey);
        }

        private Slot slot(Signature.Parameter parameter) {
            Class<?> raw = parameter.rawClass();
            if (parameter.state() != null) {
                return new OfState(new StateReader(attributes, parameter.state()).handle(parameter.type()));
            }
            if (raw == Emitter.class) {
                if (emitted != null) {
                    throw new Refused("method has two emitters; emit everything to one, and the rest to side outputs");
                }
                emitted = parameter.argument();
                return CallShape.Place.EMITTER;
            }
            if (raw == KeyedContext.class) {
                contextKey = TypeBindings.complete(parameter.argument());
                return CallShape.Place.CONTEXT;
            }
            if (raw == Timestamped.class) {
                return value(parameter.argument(), Kind.RECORD, CallShape.Place.TIMESTAMPED);
            }
            if (raw == List.class) {
                return value(parameter.argument(), Kind.BATCH, CallShape.Place.VALUE);
            }
            if (raw == Flux.class) {
                return value(parameter.argument(), Kind.FLUX, CallShape.Place.VALUE);
            }
            ValueTypes.requireValue(parameter.type());
            return value(parameter.type(), Kind.RECORD, CallShape.Place.VALUE);
        }

        private Slot value(Type type, Kind ofKind, CallShape.Place place) {
            if (value != null) {
                throw new Refused("two parameters could be the value: types=[" + value.getTypeName() + ", "
                        + type.getTypeName() + "]; leave one out, or mark state with @State");
            }
            if (ofKind != Kind.RECORD && TypeBindings.rawClass(type) == Timestamped.class) {
                throw new Refused("a batch or flux of Timestamped is not offered: type=" + type.getTypeName()
                        + "; take one Timestamped at a time");
            }
            value = type;
            kind = ofKind;
            return place;
        }

        private Results results() {
            if (signature.isVoid()) {
                if (emitted == null) {
                    throw new Refused("operator yields nothing: it returns void and has no Emitter;"
                            + " add an Emitter<R> parameter, return the result, or make it a @Sink");
                }
                return Results.NONE;
            }
            if (emitted != null) {
                throw new Refused("operator has two ways to yield results: an Emitter and the result "
                        + signature.result().getTypeName() + "; return void, or leave the Emitter out");
            }
            boolean isFlux = Publisher.class.isAssignableFrom(signature.resultClass());
            if (isFlux != (kind == Kind.FLUX) || (isFlux && signature.resultClass() != Flux.class)) {
                throw new Refused("reactive operators take a Flux and return a Flux: parameters="
                        + ValueTypes.names(signature) + ", result="
                        + signature.result().getTypeName() + "; write Flux<R> method(Flux<T> values)");
            }
            return ValueTypes.results(signature.result());
        }

        private @Nullable TypeRef<?> yields() {
            if (emitted != null) {
                return ValueTypes.yielded(emitted, isPartial);
            }
            boolean isWrapped = kind == Kind.FLUX || ValueTypes.results(signature.result()) != Results.VALUE;
            Type yielded = isWrapped ? Signature.argumentOf(signature.result()) : signature.result();
            return ValueTypes.yielded(yielded, isPartial);
        }
    }
}
