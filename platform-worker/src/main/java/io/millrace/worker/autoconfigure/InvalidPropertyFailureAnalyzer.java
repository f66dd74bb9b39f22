package io.millrace.worker.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains a property whose value the engine refuses. Boot's own analysis of a failed binding would not name the property,
 * and would come first.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidPropertyFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private final Environment environment;

    InvalidPropertyFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException failure) {
        InvalidConfigurationPropertyValueException cause =
                findCause(failure, InvalidConfigurationPropertyValueException.class);
        if (cause == null || !cause.getName().startsWith("millrace.")) {
            return null;
        }
        return new FailureAnalysis(
                "Property has a value that it cannot have:\n\n    Property: " + cause.getName()
                        + "\n    Value: \"" + cause.getValue() + "\""
                        + origin(cause.getName())
                        + "\n    Reason: " + cause.getReason(),
                "Correct the value of " + cause.getName() + ".",
                cause);
    }

    private String origin(String property) {
        ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            var found = source.getConfigurationProperty(name);
            if (found != null) {
                return found.getOrigin() == null ? "" : "\n    Origin: " + found.getOrigin();
            }
        }
        return "";
    }
}
