package io.millrace.type;

import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Full Java type, type arguments included: {@code new TypeRef<List<String>>() {}} or {@code TypeRef.of(String.class)}.
 *
 * <p>{@code Object} says nothing of a value and is no full type, not even as a type argument.
 *
 * <p>Immutable; equal when the types are equal.
 *
 * @param <T> the type referred to
 */
public class TypeRef<T> {

    private final Type type;

    /** Captures the type argument of an anonymous subclass. */
    protected TypeRef() {
        Type parent = getClass().getGenericSuperclass();
        if (!(parent instanceof ParameterizedType parameterized) || parameterized.getRawType() != TypeRef.class) {
            throw new IllegalArgumentException("Type reference has no type argument: class="
                    + getClass().getName() + "; write new TypeRef<List<String>>() {} with the full type");
        }
        this.type = parameterized.getActualTypeArguments()[0];
        requireComplete(type);
    }

    private TypeRef(Type type) {
        this.type = type;
    }

    /** Refers to a class without type parameters; a primitive type stands for the class that boxes it. */
    public static <T> TypeRef<T> of(Class<T> type) {
        Type boxed = boxed(type);
        requireComplete(boxed);
        return new TypeRef<>(boxed);
    }

    /** Refers to any full type, for example one read by reflection. */
    public static TypeRef<?> ofType(Type type) {
        Type boxed = boxed(type);
        requireComplete(boxed);
        return new TypeRef<>(boxed);
    }

    /** Refers to a generic class with the given arguments, for example {@code WindowResult} of key and value. */
    public static TypeRef<?> parameterized(Class<?> raw, TypeRef<?>... arguments) {
        if (raw.getTypeParameters().length != arguments.length) {
            throw new IllegalArgumentException(
                    "Number of type arguments is wrong: class=" + raw.getName() + ", expected="
                            + raw.getTypeParameters().length + ", found=" + arguments.length
                            + "; give one type reference for each type parameter");
        }
        if (arguments.length == 0) {
            return ofType(raw);
        }
        return new TypeRef<>(new Parameterized(
                raw, Arrays.stream(arguments).map(TypeRef::type).toList()));
    }

    /** Whether a type says everything: no type variable, wildcard, {@code Object} or raw use of a generic class in it. */
    public static boolean isComplete(Type type) {
        if (type instanceof Class<?> c) {
            return c != Object.class
                    && (c.isArray() ? isComplete(c.getComponentType()) : c.getTypeParameters().length == 0);
        }
        if (type instanceof ParameterizedType p) {
            boolean isOwnerComplete = !(p.getOwnerType() instanceof ParameterizedType owner) || isComplete(owner);
            return isOwnerComplete && Arrays.stream(p.getActualTypeArguments()).allMatch(TypeRef::isComplete);
        }
        return type instanceof GenericArrayType array && isComplete(array.getGenericComponentType());
    }

    /** The referred type. */
    public final Type type() {
        return type;
    }

    /** The class of the referred type, without its type arguments. */
    public final Class<?> rawClass() {
        return rawClass(type);
    }

    private static Class<?> rawClass(Type type) {
        if (type instanceof Class<?> c) {
            return c;
        }
        return type instanceof GenericArrayType array
                ? rawClass(array.getGenericComponentType()).arrayType()
                : (Class<?>) ((ParameterizedType) type).getRawType();
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof TypeRef<?> that && type.getTypeName().equals(that.type.getTypeName());
    }

    @Override
    public final int hashCode() {
        return type.getTypeName().hashCode();
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }

    private static Type boxed(Type type) {
        return type instanceof Class<?> c && c.isPrimitive()
                ? MethodType.methodType(c).wrap().returnType()
                : type;
    }

    private static void requireComplete(Type type) {
        if (!isComplete(type)) {
            throw new IllegalArgumentException("Type reference is not complete: type=" + type.getTypeName()
                    + "; name every type argument, as in new TypeRef<List<String>>() {}");
        }
    }

    private record Parameterized(Class<?> raw, List<Type> arguments) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(new Type[0]);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return raw.getDeclaringClass();
        }

        @Override
        public String toString() {
            return raw.getName() + "<"
                    + String.join(
                            ", ", arguments.stream().map(Type::getTypeName).toList()) + ">";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ParameterizedType that
                    && that.getRawType().equals(raw)
                    && Objects.equals(that.getOwnerType(), getOwnerType())
                    && Arrays.equals(that.getActualTypeArguments(), getActualTypeArguments());
        }

        /** The same as that of the JDK's own implementation, which is equal. */
        @Override
        public int hashCode() {
            return Arrays.hashCode(getActualTypeArguments()) ^ Objects.hashCode(getOwnerType()) ^ raw.hashCode();
        }
    }
}
