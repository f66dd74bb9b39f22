package io.millrace.worker.autoconfigure.properties;

import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Refuses keys under {@code millrace} that mean nothing, before any bean is made: a misspelt property must not look as if
 * it had an effect. Those in environment variables and system properties are warned about only.
 */
final class UnknownPropertyCheck implements BeanFactoryPostProcessor, PriorityOrdered {

    private static final Logger log = LoggerFactory.getLogger(UnknownPropertyCheck.class);

    private final Environment environment;

    UnknownPropertyCheck(Environment environment) {
        this.environment = environment;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        ClassLoader classLoader = beanFactory.getBeanClassLoader();
        List<PropertyPattern> known = PropertyMetadata.read(Objects.requireNonNull(
                classLoader == null ? ClassUtils.getDefaultClassLoader() : classLoader, "class loader"));
        if (known.isEmpty()) {
            log.debug("Metadata of Millrace's properties is not on the class path; unknown ones are not looked for");
        } else if (environment instanceof ConfigurableEnvironment configurable) {
            check(new UnknownProperties(known), configurable);
        }
    }

    private static void check(UnknownProperties unknown, ConfigurableEnvironment environment) {
        unknown.look(environment.getPropertySources());
        if (!unknown.warned.isEmpty()) {
            log.warn("Properties of Millrace are not as they should be: {}", unknown.warned);
        }
        if (!unknown.refused.isEmpty()) {
            throw new PropertyFaultsException(unknown.refused);
        }
    }
}
