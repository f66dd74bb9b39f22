package io.millrace.type;

import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Executable;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the argument and result types of user functions, so that the types of a topology are known before its first
 * record.
 *
 * <p>A class that implements a generic interface tells its type arguments by reflection. A lambda tells its erased
 * signature through the {@code writeReplace} method that lambdas of serializable interfaces have (Javadoc of {@link
 * java.lang.invoke.LambdaMetafactory} and {@link SerializedLambda}); nothing is serialized. A method reference also
 * tells the generic types of the method that it names. Whatever remains open is {@code null}, and then a {@link TypeRef}
 * is needed where the type matters.
 */
public final class FunctionTypes {

    private FunctionTypes() {}

    /** The type of a function's argument, or null if it cannot be known. */
    public static @Nullable TypeRef<?> argument(Serializable function, int index) {
        SerializedLambda lambda = lambda(function);
        if (lambda == null) {
            Method method = functionMethod(function.getClass());
            return method == null || index >= method.getParameterCount()
                    ? null
                    : resolved(function, method, method.getGenericParameterTypes()[index]);
        }
        MethodType signature = signature(lambda, function);
        return signature == null || index >= signature.parameterCount()
                ? null
                : complete(signature.parameterType(index));
    }

    /** The type of a function's result, or null if it cannot be known. */
    public static @Nullable TypeRef<?> result(Serializable function) {
        SerializedLambda lambda = lambda(function);
        if (lambda == null) {
            Method method = functionMethod(function.getClass());
            return method == null ? null : resolved(function, method, method.getGenericReturnType());
        }
        MethodType signature = signature(lambda, function);
        TypeRef<?> erased = signature == null ? null : complete(signature.returnType());
        if (erased != null) {
            return erased;
        }
        Method named = implementation(lambda, function);
        return named == null ? null : complete(named.getGenericReturnType());
    }

    /**
     * A type argument of a parameter of the method that a method reference names, for example of the {@code
     * Emitter<String>} of {@code void words(String line, Emitter<String> out)}; null for anything but a method reference.
     */
    public static @Nullable TypeRef<?> typeArgumentOfParameter(
            Serializable function, Class<?> parameterClass, int typeParameter) {
        SerializedLambda lambda = lambda(function);
        Method named = lambda == null ? null : implementation(lambda, function);
        if (named == null) {
            return null;
        }
        for (Type parameter : named.getGenericParameterTypes()) {
            if (parameter instanceof ParameterizedType p && p.getRawType() == parameterClass) {
                return complete(p.getActualTypeArguments()[typeParameter]);
            }
        }
        return null;
    }

    /** The argument of one type parameter of a generic interface that the object's class implements, or null. */
    public static @Nullable TypeRef<?> typeArgument(Object object, Class<?> genericInterface, int parameter) {
        Type found = resolve(object.getClass(), genericInterface, new HashMap<>(), parameter);
        return found == null ? null : complete(found);
    }

    /** The class and method that hold the code of a function, to find it in a stack trace. */
    public static CodeLocation location(Object function) {
        if (function instanceof Located located) {
            return located.location();
        }
        SerializedLambda lambda = function instanceof Serializable s ? lambda(s) : null;
        return lambda == null
                ? new CodeLocation(function.getClass().getName(), null)
                : new CodeLocation(lambda.getImplClass().replace('/', '.'), lambda.getImplMethodName());
    }

    /**
     * Where the code of a function lives.
     *
     * @param className binary name of the class
     * @param methodName name of the method, or null for any method of the class
     */
    public record CodeLocation(String className, @Nullable String methodName) {

        /** Whether a frame of a stack trace lies in this code, or in a lambda written there. */
        public boolean holds(StackTraceElement frame) {
            return frame.getClassName().equals(className)
                    && (methodName == null
                            || frame.getMethodName().equals(methodName)
                            || frame.getMethodName().startsWith("lambda$" + methodName + "$"));
        }
    }

    private static @Nullable SerializedLambda lambda(Serializable function) {
        if (!function.getClass().isSynthetic() && !function.getClass().isHidden()) {
            return null;
        }
        try {
            Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return writeReplace.invoke(function) instanceof SerializedLambda lambda ? lambda : null;
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return null;
        } catch (InaccessibleObjectException e) {
            // The user's code is a module that does not open this package to us.
            return null;
        }
    }

    private static @Nullable MethodType signature(SerializedLambda lambda, Object function) {
        try {
            return MethodType.fromMethodDescriptorString(
                    lambda.getInstantiatedMethodType(), function.getClass().getClassLoader());
        } catch (TypeNotPresentException e) {
            return null;
        }
    }

    private static @Nullable Method implementation(SerializedLambda lambda, Object function) {
        try {
            ClassLoader loader = function.getClass().getClassLoader();
            Class<?> owner = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
            MethodType erased = MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
            for (Method method : owner.getDeclaredMethods()) {
                if (method.getName().equals(lambda.getImplMethodName()) && hasSignature(method, erased)) {
                    return method;
                }
            }
            return null;
        } catch (ClassNotFoundException | LinkageError | TypeNotPresentException e) {
            return null;
        }
    }

    /** The abstract method of the function interface that a class implements, or null if there is none. */
    private static @Nullable Method functionMethod(@Nullable Class<?> type) {
        if (type == null) {
            return null;
        }
        if (type.isAnnotationPresent(FunctionalInterface.class) && Serializable.class.isAssignableFrom(type)) {
            return Arrays.stream(type.getMethods())
                    .filter(method -> Modifier.isAbstract(method.getModifiers()))
                    .findFirst()
                    .orElse(null);
        }
        for (Class<?> parent : type.getInterfaces()) {
            Method found = functionMethod(parent);
            if (found != null) {
                return found;
            }
        }
        return functionMethod(type.getSuperclass());
    }

    private static @Nullable TypeRef<?> resolved(Object function, Method method, Type declared) {
        if (!(declared instanceof TypeVariable<?>)) {
            return complete(declared);
        }
        Class<?> owner = method.getDeclaringClass();
        int parameter = Arrays.asList(owner.getTypeParameters()).indexOf(declared);
        return parameter < 0 ? null : typeArgument(function, owner, parameter);
    }

    private static boolean hasSignature(Executable method, MethodType type) {
        return Arrays.equals(method.getParameterTypes(), type.parameterArray());
    }

    private static @Nullable Type resolve(
            Class<?> from, Class<?> target, Map<TypeVariable<?>, Type> bindings, int parameter) {
        for (Type parent : from.getGenericInterfaces()) {
            Type found = resolveParent(parent, target, bindings, parameter);
            if (found != null) {
                return found;
            }
        }
        Type superclass = from.getGenericSuperclass();
        return superclass == null ? null : resolveParent(superclass, target, bindings, parameter);
    }

    private static @Nullable Type resolveParent(
            Type parent, Class<?> target, Map<TypeVariable<?>, Type> bindings, int parameter) {
        if (parent instanceof Class<?> raw) {
            return raw == target ? null : resolve(raw, target, bindings, parameter);
        }
        ParameterizedType parameterized = (ParameterizedType) parent;
        Class<?> raw = (Class<?>) parameterized.getRawType();
        Map<TypeVariable<?>, Type> inner = new HashMap<>();
        for (int i = 0; i < raw.getTypeParameters().length; i++) {
            Type argument = parameterized.getActualTypeArguments()[i];
            inner.put(raw.getTypeParameters()[i], bindings.getOrDefault(argument, argument));
        }
        return raw == target ? inner.get(raw.getTypeParameters()[parameter]) : resolve(raw, target, inner, parameter);
    }

    private static @Nullable TypeRef<?> complete(Type type) {
        Type boxed = type instanceof Class<?> c && c.isPrimitive()
                ? MethodType.methodType(c).wrap().returnType()
                : type;
        return boxed != Void.class && TypeRef.isComplete(boxed) ? TypeRef.ofType(boxed) : null;
    }
}
