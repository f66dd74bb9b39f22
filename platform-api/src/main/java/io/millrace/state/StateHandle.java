package io.millrace.state;

import io.millrace.type.TypeRef;
import java.util.Objects;

/**
 * Declaration of keyed state: declared with the operator, it lets the engine know name and type before the first record.
 *
 * @param <S> the kind of state that the handle gives access to
 */
public sealed interface StateHandle<S> {

    /** Declares one value for each key, of a class without type parameters. */
    static <T> StateHandle<ValueState<T>> value(String name, Class<T> type) {
        return new Value<>(name, TypeRef.of(type));
    }

    /** Declares one value for each key, of any type. */
    static <T> StateHandle<ValueState<T>> value(String name, TypeRef<T> type) {
        return new Value<>(name, type);
    }

    /** Name, the identity of the state within its operator. */
    String name();

    /** The type of what the state holds. */
    TypeRef<?> type();

    /**
     * One value for each key.
     *
     * @param name name within the operator
     * @param type type of the value
     * @param <T> the type of the value
     */
    record Value<T>(String name, TypeRef<T> type) implements StateHandle<ValueState<T>> {

        /** Refuses what is missing. */
        public Value {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }
    }
}
