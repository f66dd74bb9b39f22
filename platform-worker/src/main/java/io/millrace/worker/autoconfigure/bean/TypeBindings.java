package io.millrace.worker.autoconfigure.bean;

import io.millrace.type.TypeRef;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** What the type variables of a bean's superclasses and interfaces stand for, seen from the type of the bean. */
final class TypeBindings {

    private final Map<TypeVariable<?>, Type> bindings = new HashMap<>();

    private TypeBindings() {}

    /** The bindings seen from a type: a class, or a class with type arguments. */
    static TypeBindings of(Type type) {
        TypeBindings bindings = new TypeBindings();
        bindings.collect(type);
        return bindings;
    }

    /** A type with its variables replaced, as far as they are known; a wildcard inside stands for its bound. */
    Type resolve(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            Type bound = bindings.get(variable);
            return bound == null || bound.equals(variable) ? variable : resolve(bound);
        }
        if (type instanceof WildcardType wildcard) {
            Type[] lower = wildcard.getLowerBounds();
            return resolve(lower.length > 0 ? lower[0] : wildcard.getUpperBounds()[0]);
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType());
            return component instanceof Class<?> c ? c.arrayType() : array;
        }
        return type instanceof ParameterizedType parameterized ? resolveArguments(parameterized) : type;
    }

    /** Type argument of a generic class or interface, or the variable itself if it is open. */
    Type argument(Class<?> generic, int index) {
        return resolve(generic.getTypeParameters()[index]);
    }

    /** The type as a full one, or null if it is open somewhere, raw, or {@code Object}. */
    static @Nullable TypeRef<?> complete(Type type) {
        return type != void.class && type != Void.class && TypeRef.isComplete(type) ? TypeRef.ofType(type) : null;
    }

    /** The class of a type, or {@code Object} for a variable. */
    static Class<?> rawClass(Type type) {
        return ResolvableType.forType(type).resolve(Object.class);
    }

    /** Whether what a step yields can be given to who reads it. */
    static boolean isAssignable(TypeRef<?> reader, TypeRef<?> output) {
        return ResolvableType.forType(reader.type()).isAssignableFrom(ResolvableType.forType(output.type()));
    }

    private Type resolveArguments(ParameterizedType type) {
        List<Type> arguments =
                Arrays.stream(type.getActualTypeArguments()).map(this::resolve).toList();
        if (arguments.equals(List.of(type.getActualTypeArguments()))) {
            return type;
        }
        @Nullable
        TypeRef<?>[] full = arguments.stream().map(TypeBindings::complete).toArray(TypeRef[]::new);
        if (Arrays.stream(full).allMatch(java.util.Objects::nonNull)) {
            return TypeRef.parameterized((Class<?>) type.getRawType(), full).type();
        }
        return ResolvableType.forClassWithGenerics(
                        (Class<?>) type.getRawType(),
                        arguments.stream().map(ResolvableType::forType).toArray(ResolvableType[]::new))
                .getType();
    }

    private void collect(@Nullable Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Class<?> raw = (Class<?>) parameterized.getRawType();
            for (int i = 0; i < raw.getTypeParameters().length; i++) {
                bindings.put(raw.getTypeParameters()[i], parameterized.getActualTypeArguments()[i]);
            }
            collectParents(raw);
        } else if (type instanceof Class<?> raw) {
            collectParents(raw);
        }
    }

    private void collectParents(Class<?> raw) {
        collect(raw.getGenericSuperclass());
        for (Type parent : raw.getGenericInterfaces()) {
            collect(parent);
        }
    }
}
