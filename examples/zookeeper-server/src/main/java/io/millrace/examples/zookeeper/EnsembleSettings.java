package io.millrace.examples.zookeeper;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an ensemble is to be like.
 *
 * @param servers how many, 1 to 5; best 1, 3 or 5
 * @param folder where they keep everything; empty or not there yet. Null for a temporary one, which goes with them
 * @param properties of {@code zoo.cfg}, as in "maxSessionTimeout"; they win over those set here
 */
public record EnsembleSettings(int servers, @Nullable Path folder, Map<String, String> properties) {

    private static final int MAX = 5;

    /** Refuses numbers of servers that make no sense. */
    public EnsembleSettings {
        if (servers < 1 || servers > MAX) {
            throw new IllegalArgumentException("Number of ZooKeeper servers is out of range: servers=" + servers
                    + ", max=" + MAX + "; use 1 to have a server, 3 to lose one of them, 5 to lose two");
        }
        properties = Map.copyOf(properties);
    }

    /** So many servers in a temporary folder. */
    public static EnsembleSettings of(int servers) {
        return new EnsembleSettings(servers, null, Map.of());
    }

    /** The same in a folder of the caller's. */
    public EnsembleSettings withFolder(Path value) {
        return new EnsembleSettings(servers, value, properties);
    }

    /** The same with another property. */
    public EnsembleSettings with(String property, String value) {
        Map<String, String> changed = new HashMap<>(properties);
        changed.put(property, value);
        return new EnsembleSettings(servers, folder, changed);
    }

    /** What is allowed and not wise. */
    public Optional<String> warning() {
        if (servers % 2 != 0) {
            return Optional.empty();
        }
        return Optional.of("Number of ZooKeeper servers is even: servers=" + servers + "; " + (servers - 1)
                + " outlive the loss of as many");
    }
}
