package io.millrace.worker.autoconfigure.properties;

import io.millrace.control.PropertyInForce;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * The properties of Millrace that are set, as they are in force. What is a secret by its name, or holds a password as addresses
 * do, is not shown.
 */
public final class ConfigurationInForce {

    private static final String HIDDEN = "******";
    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("millrace");
    private static final Set<String> SECRETS =
            Set.of("password", "secret", "token", "hash", "credential", "key", "passphrase", "auth");

    /** User and password in front of a host. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s]+(?=@)");

    private ConfigurationInForce() {}

    /** All of them, in the order of their names. */
    public static List<PropertyInForce> of(Environment environment) {
        Map<String, PropertyInForce> found = new TreeMap<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                iterable.stream()
                        .filter(PREFIX::isAncestorOf)
                        .forEach(name ->
                                found.computeIfAbsent(name.toString(), key -> property(source, name, environment)));
            }
        }
        return List.copyOf(found.values());
    }

    private static PropertyInForce property(
            ConfigurationPropertySource source, ConfigurationPropertyName name, Environment environment) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        Origin origin = property == null ? null : property.getOrigin();
        String given = property == null ? "" : String.valueOf(property.getValue());
        return new PropertyInForce(
                name.toString(),
                isSecret(name)
                        ? HIDDEN
                        : USER_INFO.matcher(resolved(given, environment)).replaceAll(HIDDEN),
                origin == null ? String.valueOf(source.getUnderlyingSource()) : origin.toString());
    }

    private static String resolved(String given, Environment environment) {
        try {
            return environment.resolvePlaceholders(given);
        } catch (IllegalArgumentException e) {
            return given;
        }
    }

    private static boolean isSecret(ConfigurationPropertyName name) {
        String last =
                name.getLastElement(ConfigurationPropertyName.Form.UNIFORM).toLowerCase(Locale.ROOT);
        return SECRETS.stream().anyMatch(last::endsWith);
    }
}
