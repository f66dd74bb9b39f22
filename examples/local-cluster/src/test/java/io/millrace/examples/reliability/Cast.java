package io.millrace.examples.reliability;

import io.millrace.examples.cluster.ClusterSettings;
import java.util.Map;

/**
 * Who is in a cluster.
 *
 * @param size how many of them
 * @param slots of each that runs tasks
 */
record Cast(ClusterSettings.Size size, int slots) {

    /** Slices of the topology. */
    static final int SLICES = 4;

    /** Two masters, and three workers of which any one could run everything. */
    static final Cast SPARE = new Cast(new ClusterSettings.Size(Stage.WORKERS.size(), 2, 3), SLICES);

    /** Two members that lead and work, and are both needed. */
    static final Cast BARE = new Cast(new ClusterSettings.Size(2, 0, 1), SLICES / 2);

    /** Properties of members of a version: "1", or "2" with another topology. */
    static Map<String, String> version(String version) {
        return Map.of("millrace.application.version", version, "millrace.app.release", version);
    }
}
