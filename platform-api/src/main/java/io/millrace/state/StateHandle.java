package io.millrace.state;

import io.millrace.function.ReduceFunction;
import io.millrace.type.TypeRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Declaration of keyed state: declared with the operator, it lets the engine know name and type before the first record.
 * Keep it in a constant; state is found by the handle that was declared, or by an equal one.
 *
 * @param <S> the kind of state that the handle gives access to
 */
public sealed interface StateHandle<S> {

    /** Longest time that state may be kept after it was written last: a hundred years. */
    Duration MAX_TTL = Duration.ofDays(36_500);

    /** Declares one value for each key, of a class without type parameters. */
    static <T> StateHandle<ValueState<T>> value(String name, Class<T> type) {
        return value(name, TypeRef.of(type));
    }

    /** Declares one value for each key, of any type. */
    static <T> StateHandle<ValueState<T>> value(String name, TypeRef<T> type) {
        return new Value<>(name, type, null);
    }

    /** Declares a list for each key, of elements of a class without type parameters. */
    static <T> StateHandle<ListState<T>> list(String name, Class<T> elementType) {
        return list(name, TypeRef.of(elementType));
    }

    /** Declares a list for each key, of elements of any type. */
    static <T> StateHandle<ListState<T>> list(String name, TypeRef<T> elementType) {
        return new Elements<>(name, elementType, null);
    }

    /** Declares a map for each key, from and to classes without type parameters. */
    static <K, V> StateHandle<MapState<K, V>> map(String name, Class<K> keyType, Class<V> valueType) {
        return map(name, TypeRef.of(keyType), TypeRef.of(valueType));
    }

    /** Declares a map for each key, from and to any types. */
    static <K, V> StateHandle<MapState<K, V>> map(String name, TypeRef<K> keyType, TypeRef<V> valueType) {
        return new Mapping<>(name, keyType, valueType, null);
    }

    /** Declares one value for each key, of a class without type parameters, that each added one is reduced into. */
    static <T> StateHandle<ReducingState<T>> reducing(String name, Class<T> type, ReduceFunction<T> function) {
        return reducing(name, TypeRef.of(type), function);
    }

    /** Declares one value for each key, of any type, that each added one is reduced into. */
    static <T> StateHandle<ReducingState<T>> reducing(String name, TypeRef<T> type, ReduceFunction<T> function) {
        return new Reducing<>(name, type, function, null);
    }

    /** Name, the identity of the state within its operator. */
    String name();

    /** The type of what the state holds for one key: the value, or the list or map as a whole. */
    TypeRef<?> type();

    /** How long state is kept after it was written last, or null to keep it. */
    @Nullable
    Duration ttl();

    /**
     * The same state, forgotten for a key when it has not been written for so long in processing time. A list or map counts
     * as a whole: any change of it renews all of it, reading renews nothing. What has expired is never seen again; its
     * memory comes free while the operator works on. Time goes on while the topology does not run. Where a savepoint without
     * this setting is restored, the time begins with the restore.
     *
     * @param ttl at least a millisecond, at most {@link #MAX_TTL}
     */
    StateHandle<S> withTtl(Duration ttl);

    /**
     * One value for each key.
     *
     * @param name name within the operator
     * @param type type of the value
     * @param ttl how long it is kept after it was set last, or null to keep it
     * @param <T> the type of the value
     */
    record Value<T>(String name, TypeRef<T> type, @Nullable Duration ttl) implements StateHandle<ValueState<T>> {

        /** Refuses what is missing. */
        public Value {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }

        @Override
        public Value<T> withTtl(Duration newTtl) {
            return new Value<>(name, type, Objects.requireNonNull(newTtl, "ttl"));
        }
    }

    /**
     * A list for each key.
     *
     * @param name name within the operator
     * @param elementType type of the elements
     * @param ttl how long it is kept after it was changed last, or null to keep it
     * @param <T> the type of the elements
     */
    record Elements<T>(
            String name, TypeRef<T> elementType, @Nullable Duration ttl) implements StateHandle<ListState<T>> {

        /** Refuses what is missing. */
        public Elements {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(elementType, "elementType");
        }

        @Override
        public TypeRef<?> type() {
            return TypeRef.parameterized(List.class, elementType);
        }

        @Override
        public Elements<T> withTtl(Duration newTtl) {
            return new Elements<>(name, elementType, Objects.requireNonNull(newTtl, "ttl"));
        }
    }

    /**
     * A map for each key.
     *
     * @param name name within the operator
     * @param keyType type of the keys of the map
     * @param valueType type of its values
     * @param ttl how long it is kept after it was changed last, or null to keep it
     * @param <K> the type of the keys of the map
     * @param <V> the type of its values
     */
    record Mapping<K, V>(
            String name,
            TypeRef<K> keyType,
            TypeRef<V> valueType,
            @Nullable Duration ttl) implements StateHandle<MapState<K, V>> {

        /** Refuses what is missing. */
        public Mapping {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(keyType, "keyType");
            Objects.requireNonNull(valueType, "valueType");
        }

        @Override
        public TypeRef<?> type() {
            return TypeRef.parameterized(Map.class, keyType, valueType);
        }

        @Override
        public Mapping<K, V> withTtl(Duration newTtl) {
            return new Mapping<>(name, keyType, valueType, Objects.requireNonNull(newTtl, "ttl"));
        }
    }

    /**
     * One value for each key that each added one is reduced into.
     *
     * @param name name within the operator
     * @param type type of the values
     * @param function makes one value of two
     * @param ttl how long it is kept after it was added to last, or null to keep it
     * @param <T> the type of the values
     */
    record Reducing<T>(
            String name,
            TypeRef<T> type,
            ReduceFunction<T> function,
            @Nullable Duration ttl) implements StateHandle<ReducingState<T>> {

        /** Refuses what is missing. */
        public Reducing {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(function, "function");
        }

        @Override
        public Reducing<T> withTtl(Duration newTtl) {
            return new Reducing<>(name, type, function, Objects.requireNonNull(newTtl, "ttl"));
        }
    }
}
