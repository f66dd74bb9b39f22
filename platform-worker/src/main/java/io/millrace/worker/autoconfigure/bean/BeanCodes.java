package io.millrace.worker.autoconfigure.bean;

import io.millrace.aggregate.Aggregate;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.SinkFunction;
import io.millrace.sink.Sink;
import io.millrace.source.Source;
import io.millrace.topology.StepSpec.Declared.Role;
import io.millrace.type.FunctionTypes.CodeLocation;
import io.millrace.worker.autoconfigure.bean.Declaration.Code;
import io.millrace.worker.autoconfigure.bean.Declaration.MethodCode;
import io.millrace.worker.autoconfigure.bean.Declaration.ObjectCode;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What of a bean is called: a method of its class, or the one method of a function interface. */
final class BeanCodes {

    private static final Map<Role, List<Class<?>>> FUNCTIONS = Map.of(
            Role.SOURCE, List.of(Supplier.class),
            Role.OPERATOR, List.of(Function.class, MapFunction.class, FlatMapFunction.class),
            Role.SINK, List.of(Consumer.class, SinkFunction.class));

    private static final Map<Role, Class<?>> OBJECTS =
            Map.of(Role.SOURCE, Source.class, Role.OPERATOR, Aggregate.class, Role.SINK, Sink.class);

    private final BeanTypes types;

    BeanCodes(BeanTypes types) {
        this.types = types;
    }

    /** A method of the bean's class. */
    Code ofMethod(String beanName, Class<?> beanClass, Method method) {
        return new MethodCode(
                beanName,
                method,
                Signature.of(
                        method, types.of(beanName) instanceof Class<?> ? beanClass : types.of(beanName), beanClass),
                types.isPrototype(beanName),
                false,
                new CodeLocation(method.getDeclaringClass().getName(), method.getName()));
    }

    /**
     * The bean itself, or null if it cannot play the role.
     *
     * @param type declared type of the bean
     * @param isPartial whether open types do no harm
     * @param factory the method that makes the bean, or null if it is not known
     */
    @Nullable
    Code ofBean(
            String beanName, Role role, Type type, Class<?> beanClass, boolean isPartial, @Nullable Method factory) {
        Class<?> object = OBJECTS.get(role);
        Class<?> raw = TypeBindings.rawClass(type);
        if (object != null && object.isAssignableFrom(raw)) {
            return new ObjectCode(beanName, object, type);
        }
        for (Class<?> function : FUNCTIONS.getOrDefault(role, List.of())) {
            if (function.isAssignableFrom(raw)) {
                Method method = only(function);
                return new MethodCode(
                        beanName,
                        method,
                        Signature.of(method, type, beanClass),
                        types.isPrototype(beanName),
                        isPartial,
                        location(beanName, beanClass, method, factory));
            }
        }
        return null;
    }

    /** What a bean has to be to play a role. */
    static String expected(Role role) {
        return switch (role) {
            case SOURCE -> "a Supplier<T> or an io.millrace.source.Source<T>";
            case OPERATOR -> "a Function<T, R>, or an Aggregate<T, A, R> with key and window";
            case SINK -> "a Consumer<T> or an io.millrace.sink.Sink<T>";
        };
    }

    private CodeLocation location(String beanName, Class<?> beanClass, Method method, @Nullable Method factory) {
        Class<?> actual = types.targetClass(beanName);
        Class<?> known = actual == null ? beanClass : actual;
        boolean isLambda = known.isHidden() || known.isSynthetic() || known.isInterface();
        Method maker = factory == null ? types.factoryMethod(beanName) : factory;
        return isLambda && maker != null
                ? new CodeLocation(maker.getDeclaringClass().getName(), maker.getName())
                : new CodeLocation(known.getName(), method.getName());
    }

    private static Method only(Class<?> function) {
        return Arrays.stream(function.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .findFirst()
                .orElseThrow();
    }
}
