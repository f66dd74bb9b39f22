package io.millrace.worker.autoconfigure.bean.invoke;

import io.millrace.type.FunctionTypes.CodeLocation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * Method of a bean, called on the bean as others have it injected, so that its advice applies. All tasks share a
 * singleton; of a prototype each task has an instance of its own.
 *
 * <p><b>Thread.</b> May be shared.
 */
public final class BeanMethod {

    private final ConfigurableBeanFactory beans;
    private final String beanName;
    private final Method method;
    private final CodeLocation location;
    private final @Nullable BeanCall shared;

    /**
     * Finds the method on the bean; creates the bean if it is a singleton.
     *
     * @throws IllegalStateException if the bean is a proxy without the method
     */
    public BeanMethod(
            ConfigurableBeanFactory beans, String beanName, Method method, boolean isPrototype, CodeLocation location) {
        this.beans = beans;
        this.beanName = beanName;
        this.method = method;
        this.location = location;
        this.shared = isPrototype ? null : bind(beans.getBean(beanName), () -> {});
    }

    /** Whether each task has an instance of its own. */
    public boolean isPerTask() {
        return shared == null;
    }

    /** Where the code of the method lies. */
    public CodeLocation location() {
        return location;
    }

    /** The call of the shared instance, or of a new one. */
    public BeanCall open() {
        if (shared != null) {
            return shared;
        }
        Object instance = beans.getBean(beanName);
        return bind(instance, () -> beans.destroyBean(beanName, instance));
    }

    private BeanCall bind(Object instance, Runnable release) {
        Method invocable = AopUtils.selectInvocableMethod(method, instance.getClass());
        try {
            invocable.setAccessible(true);
            return new BeanCall(
                    MethodHandles.lookup().unreflect(invocable).asFixedArity().bindTo(instance), release);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Method is not accessible: method=" + invocable + "; make it public", e);
        }
    }
}
