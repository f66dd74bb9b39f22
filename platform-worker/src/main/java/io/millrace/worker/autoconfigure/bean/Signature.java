package io.millrace.worker.autoconfigure.bean;

import io.millrace.annotation.State;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.SynthesizingMethodParameter;

/**
 * Declared types of a method or of a function bean, with the type variables of its class replaced.
 *
 * @param parameters the parameters
 * @param result the result, or {@code void.class}
 */
record Signature(List<Parameter> parameters, Type result) {

    /** Keeps its own copy. */
    Signature {
        parameters = List.copyOf(parameters);
    }

    /** The signature of a method, seen from the type of the bean. */
    static Signature of(Method method, Type beanType, Class<?> beanClass) {
        TypeBindings bindings = TypeBindings.of(beanType);
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < method.getParameterCount(); i++) {
            // Finds an annotation that stands on the parameter of an interface or superclass, too.
            SynthesizingMethodParameter parameter = new SynthesizingMethodParameter(method, i);
            State state = parameter.withContainingClass(beanClass).getParameterAnnotation(State.class);
            if (state == null) {
                state = inherited(method, i, beanClass);
            }
            parameters.add(new Parameter(bindings.resolve(method.getGenericParameterTypes()[i]), state));
        }
        return new Signature(parameters, bindings.resolve(method.getGenericReturnType()));
    }

    /** Whether nothing comes back. */
    boolean isVoid() {
        return result == void.class;
    }

    /** Class of the result. */
    Class<?> resultClass() {
        return TypeBindings.rawClass(result);
    }

    private static @Nullable State inherited(Method method, int index, Class<?> beanClass) {
        for (Class<?> parent : org.springframework.util.ClassUtils.getAllInterfacesForClassAsSet(beanClass)) {
            try {
                Method declared = parent.getMethod(method.getName(), method.getParameterTypes());
                return MergedAnnotations.from(declared.getParameters()[index])
                        .get(State.class)
                        .synthesize(annotation -> annotation.isPresent())
                        .orElse(null);
            } catch (NoSuchMethodException e) {
                // Another interface may declare it.
            }
        }
        return null;
    }

    /**
     * One parameter.
     *
     * @param type its type
     * @param state the state that it stands for, or null
     */
    record Parameter(Type type, @Nullable State state) {

        Class<?> rawClass() {
            return TypeBindings.rawClass(type);
        }

        /** The first type argument. */
        Type argument() {
            return argumentOf(type);
        }
    }

    /** The first type argument of a generic type; of a raw one {@code Object}. */
    static Type argumentOf(Type type) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[0]
                : Object.class;
    }
}
