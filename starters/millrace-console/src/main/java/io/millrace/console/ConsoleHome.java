package io.millrace.console;

import io.millrace.control.ApplicationControl;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;
import org.springframework.util.StringUtils;

/**
 * What the console shares with the rest of Millrace.
 *
 * @param dataDir the data folder of the application
 * @param clusterSecret what all members of the cluster know; null where there is no cluster
 */
record ConsoleHome(Path dataDir, @Nullable String clusterSecret) {

    static ConsoleHome of(ApplicationControl control, PropertyResolver properties) {
        String dataDir = properties.getProperty("millrace.data-dir", "./.millrace/" + folderName(control));
        boolean isClustered = StringUtils.hasText(properties.getProperty("millrace.zookeeper.connect-string"));
        String secret = isClustered ? properties.getProperty("millrace.cluster.secret") : null;
        return new ConsoleHome(Path.of(dataDir), StringUtils.hasText(secret) ? secret : null);
    }

    /** The name of the application, as far as it can stand in a path. */
    private static String folderName(ApplicationControl control) {
        return control.application().replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_");
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "ConsoleHome[dataDir=" + dataDir + "]";
    }
}
