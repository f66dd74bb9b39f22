package io.millrace.examples.cluster;

import io.millrace.examples.process.Loopback;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The properties by which an application becomes a member. All but the secret are system properties of its JVM, so that they
 * need nothing of the application's command line, and win over what the application says.
 */
final class MemberProperties {

    static final String CONNECT_STRING = "millrace.zookeeper.connect-string";
    static final String SECRET = "millrace.cluster.secret";
    static final String CLUSTER_PORT = "millrace.cluster.port";
    static final String CONSOLE_PORT = "millrace.console.port";
    static final String SERVER_PORT = "server.port";
    static final String DATA_FOLDER = "millrace.data-dir";
    static final String CHECKPOINT_FOLDER = "millrace.checkpoint.folder";
    static final String ROLES = "millrace.roles";

    /** As Spring Boot finds the secret in the environment, which only the user of the process can read. */
    static final String SECRET_VARIABLE = "MILLRACE_CLUSTER_SECRET";

    private MemberProperties() {}

    /** Options of the JVM of a member. */
    static List<String> options(MemberPlace place, Path checkpoints, String connectString, MemberSettings settings) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("millrace.console.enabled", "true");
        // The link to the console is in the log.
        properties.put("logging.level.io.millrace", "info");
        properties.putAll(settings.properties());
        properties.put(CONNECT_STRING, connectString);
        properties.put("millrace.cluster.host", Loopback.HOST);
        properties.put(CLUSTER_PORT, Integer.toString(place.ports().cluster()));
        properties.put(CONSOLE_PORT, Integer.toString(place.ports().console()));
        properties.put(SERVER_PORT, Integer.toString(place.ports().server()));
        properties.put(DATA_FOLDER, place.dataFolder().toString());
        properties.put(CHECKPOINT_FOLDER, checkpoints.toString());
        properties.put(ROLES, Role.text(place.roles()));
        List<String> options = new ArrayList<>(settings.javaOptions());
        properties.forEach((name, value) -> options.add("-D" + name + "=" + value));
        return options;
    }
}
