package io.millrace.worker.autoconfigure.bean;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where something is declared, for people.
 *
 * @param beanName name of the bean
 * @param beanClass class of the bean, behind proxies
 * @param method the method, or null if the bean itself is meant
 */
record Place(String beanName, Class<?> beanClass, @Nullable Method method) {

    @Override
    public String toString() {
        if (method == null) {
            return "bean '" + beanName + "' (" + beanClass.getName() + ")";
        }
        return "bean '" + beanName + "', method " + beanClass.getName() + "." + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
