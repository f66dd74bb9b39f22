package io.millrace.worker.autoconfigure.properties;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Tells where a property was given. */
final class PropertyOrigins {

    private final Environment environment;

    PropertyOrigins(Environment environment) {
        this.environment = environment;
    }

    /** Where the value that is in force comes from, or null if there is none. */
    @Nullable
    PlaceOfProperty find(String property) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty found = source.getConfigurationProperty(name);
            if (found != null) {
                Object underlying = source.getUnderlyingSource();
                return new PlaceOfProperty(
                        found.getOrigin() == null
                                ? String.valueOf(underlying)
                                : found.getOrigin().toString(),
                        underlying instanceof PropertySource<?> propertySource && isAccidental(propertySource));
            }
        }
        return null;
    }

    /**
     * Whether names get into a source without anybody having Millrace in mind: Kubernetes puts variables into the
     * environment for every service, and a JVM may inherit system properties from all over the house.
     */
    static boolean isAccidental(PropertySource<?> source) {
        return source instanceof SystemEnvironmentPropertySource
                || StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME.equals(source.getName());
    }

    /** Where a source says that a key was given. */
    static String describe(PropertySource<?> source, String key) {
        Origin origin = OriginLookup.getOrigin(source, key);
        return origin == null ? "property source '" + source.getName() + "'" : origin.toString();
    }

    /**
     * Where a property was given.
     *
     * @param origin file and line, variable, or whatever the source knows
     * @param isAccidental whether nobody may have had Millrace in mind
     */
    record PlaceOfProperty(String origin, boolean isAccidental) {}
}
