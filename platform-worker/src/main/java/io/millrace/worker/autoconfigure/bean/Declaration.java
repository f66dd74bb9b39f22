package io.millrace.worker.autoconfigure.bean;

import io.millrace.topology.StepSpec.Declared.Role;
import io.millrace.type.FunctionTypes.CodeLocation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Source, operator or sink that is declared on a method of a bean or on a bean.
 *
 * @param role what it is
 * @param settings its attributes
 * @param place where it is declared
 * @param code what is called
 */
record Declaration(Role role, Settings settings, Place place, Code code) {

    String name() {
        return settings.name();
    }

    /** Code that a bean holds. */
    sealed interface Code {

        /** Name of the bean. */
        String beanName();
    }

    /**
     * Method to call, of the bean's class or of the function interface that the bean implements.
     *
     * @param beanName name of the bean
     * @param method the method
     * @param signature its types
     * @param isPrototype whether each task has an instance of its own
     * @param isPartial whether types that are open do no harm, because a topology gives them
     * @param location where its code lies
     */
    record MethodCode(
            String beanName,
            Method method,
            Signature signature,
            boolean isPrototype,
            boolean isPartial,
            CodeLocation location)
            implements Code {}

    /**
     * Bean that is itself a source, an aggregate or a sink of the API.
     *
     * @param beanName name of the bean
     * @param kind the interface
     * @param type type of the bean
     */
    record ObjectCode(String beanName, Class<?> kind, Type type) implements Code {}

    /** The annotation as people write it. */
    String annotation() {
        return switch (role) {
            case SOURCE -> "@Source";
            case OPERATOR -> "@Operator";
            case SINK -> "@Sink";
        };
    }

    /** The method's code, or null if the bean is the thing itself. */
    @Nullable
    MethodCode methodCode() {
        return code instanceof MethodCode method ? method : null;
    }
}
