package io.millrace.worker.serial;

import io.millrace.type.TypeRef;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a generic type, put in the place of the type variables of its parts. */
final class TypeArguments {

    private static final String NAME_TYPES = "name every type argument, or " + RefusedTypeException.GIVE_SERIALIZER;

    private final Map<TypeVariable<?>, Type> arguments = new HashMap<>();

    private TypeArguments() {}

    /** The arguments of a type; none if it is not generic. */
    static TypeArguments of(Type type) {
        TypeArguments arguments = new TypeArguments();
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            for (int i = 0; i < raw.getTypeParameters().length; i++) {
                arguments.arguments.put(
                        raw.getTypeParameters()[i], parameterized.getActualTypeArguments()[i]);
            }
        }
        return arguments;
    }

    /** A subclass of a sealed type, with the arguments that follow from those of the sealed type. */
    static Type subclass(Class<?> subclass, Type sealedType, Class<?> sealedClass) throws RefusedTypeException {
        if (subclass.getTypeParameters().length == 0) {
            return subclass;
        }
        TypeArguments arguments = new TypeArguments();
        Type parent = parent(subclass, sealedClass);
        if (parent instanceof ParameterizedType declared && sealedType instanceof ParameterizedType actual) {
            for (int i = 0; i < declared.getActualTypeArguments().length; i++) {
                if (declared.getActualTypeArguments()[i] instanceof TypeVariable<?> variable) {
                    arguments.arguments.put(variable, actual.getActualTypeArguments()[i]);
                }
            }
        }
        TypeRef<?>[] resolved = new TypeRef<?>[subclass.getTypeParameters().length];
        for (int i = 0; i < resolved.length; i++) {
            resolved[i] = TypeRef.ofType(arguments.resolve(subclass.getTypeParameters()[i]));
        }
        return TypeRef.parameterized(subclass, resolved).type();
    }

    private static @Nullable Type parent(Class<?> subclass, Class<?> sealedClass) {
        for (Type parent : subclass.getGenericInterfaces()) {
            if (parent instanceof ParameterizedType parameterized && parameterized.getRawType() == sealedClass) {
                return parent;
            }
        }
        return subclass.getGenericSuperclass();
    }

    /** The type of a part, without variables. */
    Type resolve(Type type) throws RefusedTypeException {
        if (type instanceof TypeVariable<?> variable) {
            Type argument = arguments.get(variable);
            if (argument == null) {
                throw new RefusedTypeException("type variable " + variable + " is not known", NAME_TYPES);
            }
            return argument;
        }
        if (type instanceof WildcardType) {
            throw new RefusedTypeException(type + " is a wildcard and no type", NAME_TYPES);
        }
        if (type instanceof GenericArrayType array) {
            return resolvedArray(array);
        }
        return type instanceof ParameterizedType parameterized ? resolvedArguments(parameterized) : type;
    }

    private Type resolvedArray(GenericArrayType array) throws RefusedTypeException {
        Type component = resolve(array.getGenericComponentType());
        if (component instanceof Class<?> c) {
            return c.arrayType();
        }
        if (component.equals(array.getGenericComponentType())) {
            return array;
        }
        throw new RefusedTypeException(array + " is an array of a type variable", "use a list");
    }

    private Type resolvedArguments(ParameterizedType type) throws RefusedTypeException {
        Type[] declared = type.getActualTypeArguments();
        TypeRef<?>[] resolved = new TypeRef<?>[declared.length];
        for (int i = 0; i < declared.length; i++) {
            Type argument = resolve(declared[i]);
            if (!TypeRef.isComplete(argument)) {
                throw new RefusedTypeException(argument.getTypeName() + " is raw, or says nothing", NAME_TYPES);
            }
            resolved[i] = TypeRef.ofType(argument);
        }
        return TypeRef.parameterized((Class<?>) type.getRawType(), resolved).type();
    }
}
