package io.millrace.worker.autoconfigure.bean;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** What bean definitions tell of the types and scopes of beans, without creating one. */
final class BeanTypes {

    private static final Set<String> SCOPES_OF_A_REQUEST = Set.of("request", "session", "application", "websocket");

    private final ConfigurableListableBeanFactory beans;

    BeanTypes(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /** The class of a bean, behind proxies, or null if it is not known. */
    @Nullable
    Class<?> targetClass(String beanName) {
        Class<?> type = AutoProxyUtils.determineTargetClass(beans, definitionName(beanName));
        if (type != null && Proxy.isProxyClass(type) && beans.containsSingleton(beanName)) {
            // A proxy that others than Spring's own proxy creators have made: it knows best what is behind it.
            type = AopProxyUtils.ultimateTargetClass(Objects.requireNonNull(beans.getSingleton(beanName)));
        }
        return type == null ? null : ClassUtils.getUserClass(type);
    }

    /** The type of a bean with its type arguments, as far as its definition tells them. */
    Type of(String beanName) {
        Class<?> known = targetClass(beanName);
        if (beans.containsBeanDefinition(definitionName(beanName))
                && beans.getMergedBeanDefinition(definitionName(beanName)) instanceof RootBeanDefinition definition) {
            ResolvableType declared = definition.getResolvableType();
            Method factoryMethod = definition.getResolvedFactoryMethod();
            if (!declared.hasGenerics() && factoryMethod != null) {
                declared = ResolvableType.forMethodReturnType(factoryMethod);
            }
            Class<?> raw = declared.resolve();
            boolean isWider = raw != null
                    && known != null
                    && known != raw
                    && !known.isSynthetic()
                    && !known.isHidden()
                    && raw.isAssignableFrom(known)
                    && !declared.hasGenerics();
            if (raw != null && !isWider) {
                return declared.getType();
            }
        }
        return known == null ? Object.class : known;
    }

    /** The method that makes a bean, or null if none does or it is not known. */
    @Nullable
    Method factoryMethod(String beanName) {
        return beans.containsBeanDefinition(definitionName(beanName))
                        && beans.getMergedBeanDefinition(definitionName(beanName))
                                instanceof RootBeanDefinition definition
                ? definition.getResolvedFactoryMethod()
                : null;
    }

    /**
     * Whether each task gets an instance of its own.
     *
     * @throws Refused if the bean lives no longer than a request
     */
    boolean isPrototype(String beanName) {
        if (!beans.containsBeanDefinition(definitionName(beanName))) {
            return false;
        }
        BeanDefinition definition = beans.getMergedBeanDefinition(definitionName(beanName));
        String scope = definition.getScope();
        boolean isProxied = !definitionName(beanName).equals(beanName);
        if (scope != null && SCOPES_OF_A_REQUEST.contains(scope)) {
            throw new Refused("bean has a scope that tasks do not have: scope=" + scope
                    + "; tasks run outside of requests and sessions: make it a singleton or a prototype");
        }
        if (!definition.isSingleton() && !definition.isPrototype() && !isProxied) {
            throw new Refused("bean has a scope that tasks do not know: scope=" + scope
                    + "; make it a singleton or a prototype, or give it a scoped proxy");
        }
        return definition.isPrototype() && !isProxied;
    }

    private String definitionName(String beanName) {
        String target = ScopedProxyUtils.getTargetBeanName(beanName);
        return beans.containsBeanDefinition(target) ? target : beanName;
    }
}
