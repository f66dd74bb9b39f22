package io.millrace.worker.autoconfigure.properties;

import io.millrace.cluster.MemberInfo;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.PropertyResolver;

/**
 * Properties of Millrace as a whole.
 *
 * @param enabled Whether Millrace takes part in the application at all.
 * @param autostart Whether topologies start with the application context. They are built and checked in any case.
 * @param dataDir Folder for the files of Millrace, locked while in use. By default, a folder named after the application
 *     in .millrace under the working directory.
 * @param roles What this process does in a cluster: lead it when elected, run tasks, or both.
 * @param application Properties of the application.
 * @param cluster Properties of this process as a member of a cluster.
 * @param zookeeper Properties of the ensemble through which members of a cluster find each other.
 * @param checkpoint Properties of the checkpoints of all topologies.
 * @param restart Properties of the restarts of what fails.
 * @param state Properties of keyed state.
 * @param metrics Properties of what is measured.
 * @param tap Properties of looks at records.
 * @param topologies Properties of single topologies, by the name of the topology.
 */
@ConfigurationProperties(MillraceProperties.PREFIX)
public record MillraceProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("true") boolean autostart,
        @Nullable Path dataDir,
        @DefaultValue({"master", "worker"}) Set<MemberInfo.Role> roles,
        @DefaultValue @NestedConfigurationProperty ApplicationProperties application,
        @DefaultValue @NestedConfigurationProperty ClusterProperties cluster,
        @DefaultValue @NestedConfigurationProperty ZooKeeperProperties zookeeper,
        @DefaultValue @NestedConfigurationProperty CheckpointProperties checkpoint,
        @DefaultValue @NestedConfigurationProperty RestartProperties restart,
        @DefaultValue @NestedConfigurationProperty StateProperties state,
        @DefaultValue @NestedConfigurationProperty MetricsProperties metrics,
        @DefaultValue @NestedConfigurationProperty TapProperties tap,
        @DefaultValue Map<String, TopologyProperties> topologies) {

    /** What the names of all properties begin with. */
    public static final String PREFIX = "millrace";

    /** Whether this process is to be a member of a cluster. */
    public boolean isClustered() {
        String connectString = zookeeper.connectString();
        return connectString != null && !connectString.isBlank();
    }

    /** Name of the application: its own property, else Spring's, else {@code application}. */
    public String applicationName(PropertyResolver spring) {
        String own = application.name();
        return own != null ? own : spring.getProperty("spring.application.name", "application");
    }

    /** Folder for the files of Millrace: its own property, else one that bears the name of the application. */
    public Path dataFolder(PropertyResolver spring) {
        Path own = dataDir;
        return own != null ? own : Path.of(".millrace", folderName(applicationName(spring)));
    }

    /** The name of the application, as far as it can stand in a path. */
    private static String folderName(String application) {
        return application.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_");
    }
}
