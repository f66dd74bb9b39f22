package io.millrace.examples.cluster;

import io.millrace.examples.zookeeper.EnsembleSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster is to be like.
 *
 * @param application what the members run
 * @param size how many of everything
 * @param members what is the same for all members
 * @param folder where everything is kept; empty or not there yet. Null for a temporary one, which goes with the cluster
 * @param launchers commands that start the JVMs of some members, by their names, as in "ip netns exec blue"
 */
public record ClusterSettings(
        Application application,
        Size size,
        MemberSettings members,
        @Nullable Path folder,
        Map<String, List<String>> launchers) {

    /** Keeps a copy. */
    public ClusterSettings {
        launchers = Map.copyOf(launchers);
    }

    /** So many members with the defaults, in a temporary folder. */
    public static ClusterSettings of(Application application, Size size) {
        return new ClusterSettings(application, size, MemberSettings.DEFAULTS, null, Map.of());
    }

    /** The same with other members. */
    public ClusterSettings withMembers(MemberSettings value) {
        return new ClusterSettings(application, size, value, folder, launchers);
    }

    /** The same in a folder of the caller's. */
    public ClusterSettings withFolder(Path value) {
        return new ClusterSettings(application, size, members, value, launchers);
    }

    /** The same with members that are started by commands. */
    public ClusterSettings withLaunchers(Map<String, List<String>> value) {
        return new ClusterSettings(application, size, members, folder, value);
    }

    EnsembleSettings ensemble(Path parent) {
        return EnsembleSettings.of(size.zookeeperServers()).withFolder(parent.resolve("zookeeper"));
    }

    /**
     * How many of everything.
     *
     * @param workers members that run tasks
     * @param masters members that may lead and run nothing; 0 where the workers may lead as well
     * @param zookeeperServers best 1, 3 or 5
     */
    public record Size(int workers, int masters, int zookeeperServers) {

        private static final int MAX_WORKERS = 32;
        private static final int MAX_MASTERS = 9;

        /** Refuses what makes no sense on one machine. */
        public Size {
            if (workers < 1 || workers > MAX_WORKERS) {
                throw new IllegalArgumentException("Number of workers is out of range: workers=" + workers + ", max="
                        + MAX_WORKERS + "; use 1 to " + MAX_WORKERS);
            }
            if (masters < 0 || masters > MAX_MASTERS) {
                throw new IllegalArgumentException("Number of masters is out of range: masters=" + masters + ", max="
                        + MAX_MASTERS + "; use 2 to lose one of them, 0 to let the workers lead");
            }
            ensemble(zookeeperServers);
        }

        /** What is allowed and not wise. */
        public Optional<String> warning() {
            return ensemble(zookeeperServers).warning();
        }

        private static EnsembleSettings ensemble(int servers) {
            return EnsembleSettings.of(servers);
        }
    }
}
