package io.millrace.examples.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What brokers are to be like.
 *
 * @param brokers how many: 1 or 3
 * @param folder where they keep everything; empty or not there yet. Null for a temporary one, which goes with them
 * @param properties of {@code server.properties}, as in "offsets.retention.minutes"; they win over those set here
 * @param users passwords by name. With any, the brokers also listen where clients must say who they are, by SASL PLAIN
 */
public record BrokerSettings(
        int brokers, @Nullable Path folder, Map<String, String> properties, Map<String, String> users) {

    /** Refuses numbers of brokers that make no sense. */
    public BrokerSettings {
        if (brokers != 1 && brokers != 3) {
            throw new IllegalArgumentException("Number of brokers is neither 1 nor 3: brokers=" + brokers
                    + "; use 1 to have a broker, 3 to lose one of them");
        }
        properties = Map.copyOf(properties);
        users = Map.copyOf(users);
    }

    /** One broker, or three of which each holds everything, in a temporary folder. */
    public static BrokerSettings of(int brokers) {
        return new BrokerSettings(brokers, null, Map.of(), Map.of());
    }

    /** The same in a folder of the caller's. */
    public BrokerSettings withFolder(Path value) {
        return new BrokerSettings(brokers, value, properties, users);
    }

    /** The same with another property. */
    public BrokerSettings with(String property, String value) {
        return new BrokerSettings(brokers, folder, plus(properties, property, value), users);
    }

    /** The same with another user. */
    public BrokerSettings withUser(String name, String password) {
        return new BrokerSettings(brokers, folder, properties, plus(users, name, password));
    }

    private static Map<String, String> plus(Map<String, String> map, String key, String value) {
        Map<String, String> changed = new HashMap<>(map);
        changed.put(key, value);
        return changed;
    }
}
