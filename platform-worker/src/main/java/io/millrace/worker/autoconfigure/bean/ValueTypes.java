package io.millrace.worker.autoconfigure.bean;

import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Timers;
import io.millrace.state.ValueState;
import io.millrace.time.Timestamped;
import io.millrace.type.TypeRef;
import io.millrace.worker.autoconfigure.bean.invoke.CallShape.Results;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Which declared types are values, and which stand for any number of them. */
final class ValueTypes {

    /** Exactly these hold any number of results; a subtype is a value. */
    private static final Set<Class<?>> MANY = Set.of(List.class, Collection.class, Iterable.class, Stream.class);

    private ValueTypes() {}

    /** What a result that is not void means. */
    static Results results(Type result) {
        Class<?> raw = TypeBindings.rawClass(result);
        if (raw == Optional.class) {
            return Results.OPTIONAL;
        }
        return MANY.contains(raw) ? Results.EACH : Results.VALUE;
    }

    /** Whether exactly this class holds any number of results. */
    static boolean isMany(Class<?> raw) {
        return MANY.contains(raw);
    }

    /** The type of values that code takes, or null for any. */
    static @Nullable TypeRef<?> read(Type type, String subject, boolean isPartial) {
        TypeRef<?> full = TypeBindings.complete(type);
        if (full == null && type != Object.class && !isPartial) {
            throw new Refused("type of the " + subject + " is open: type=" + type.getTypeName() + " (" + why(type)
                    + "); name the full type, or bind the type variable in the class of the bean");
        }
        return full;
    }

    /** The type of values that code yields, or null if it is open and the topology may say it. */
    static @Nullable TypeRef<?> yielded(Type type, boolean isPartial) {
        Class<?> raw = TypeBindings.rawClass(type);
        if (Publisher.class.isAssignableFrom(raw)
                || Future.class.isAssignableFrom(raw)
                || CompletionStage.class.isAssignableFrom(raw)
                || BaseStream.class.isAssignableFrom(raw)
                || Iterator.class.isAssignableFrom(raw)
                || raw == Timestamped.class
                || raw == Optional.class
                || (MANY.contains(raw) && raw != List.class)) {
            throw new Refused("result is no value: type=" + type.getTypeName()
                    + "; return the value itself, Optional, List, Collection, Iterable or Stream of values,"
                    + " or take a Flux and return a Flux");
        }
        TypeRef<?> full = TypeBindings.complete(type);
        if (full == null && !isPartial) {
            throw new Refused("type of the results is open: type=" + type.getTypeName() + " (" + why(type)
                    + "); the types of a topology are known before its first record: name the full type");
        }
        return full;
    }

    /** Refuses parameters that look like something else than a value. */
    static void requireValue(Type type) {
        Class<?> raw = TypeBindings.rawClass(type);
        if (raw == ValueState.class) {
            throw new Refused("state has no name: type=" + type.getTypeName() + "; add @State(\"name\")");
        }
        if (raw == Timers.class || raw == OperatorContext.class) {
            throw new Refused("parameter is not offered to methods: type=" + type.getTypeName()
                    + "; take a KeyedContext<K>, which has the timers");
        }
        boolean isContainer = (MANY.contains(raw) && raw != List.class)
                || raw == Optional.class
                || Publisher.class.isAssignableFrom(raw)
                || BaseStream.class.isAssignableFrom(raw)
                || Iterator.class.isAssignableFrom(raw);
        if (isContainer) {
            throw new Refused("parameter is neither a value nor a batch: type=" + type.getTypeName()
                    + "; take T, Timestamped<T>, List<T> for the batch that is there, or Flux<T>");
        }
    }

    /** Refuses parameters of sinks that look like something else than a value. */
    static void requireSinkValue(Type type) {
        requireValue(type);
        Class<?> raw = TypeBindings.rawClass(type);
        if (raw == Emitter.class || raw == KeyedContext.class) {
            throw new Refused("sink takes exactly the value: type=" + type.getTypeName()
                    + "; make it an @Operator if it has results or a key");
        }
    }

    /** Types of the parameters, for people. */
    static List<String> names(Signature signature) {
        return signature.parameters().stream()
                .map(parameter -> parameter.type().getTypeName())
                .toList();
    }

    private static String why(Type type) {
        if (type instanceof TypeVariable<?>) {
            return "a type variable that the class of the bean does not bind";
        }
        return type == Object.class ? "Object says nothing of a value" : "a raw type, or one with Object in it";
    }
}
