package io.millrace.worker.autoconfigure;

import io.millrace.cluster.ClusterServices;
import io.millrace.cluster.Coordination;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.ZooKeeperSettings;
import io.millrace.topology.Topology;
import io.millrace.worker.ClusterNode;
import io.millrace.worker.MemberAnswers;
import io.millrace.worker.NodeSettings;
import io.millrace.worker.NodeStores;
import io.millrace.worker.TaskExecutor;
import io.millrace.worker.autoconfigure.properties.ClusterProperties;
import io.millrace.worker.autoconfigure.properties.MillraceProperties;
import io.millrace.worker.autoconfigure.properties.ZooKeeperProperties;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.SharedFolderProbe;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.net.OwnAddress;
import io.millrace.worker.net.Tls;
import io.millrace.worker.wire.ClusterSecret;
import io.millrace.worker.wire.WireSettings;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes this process a member of the cluster that the properties name. */
final class ClusterJoining {

    private static final Logger log = LoggerFactory.getLogger(ClusterJoining.class);

    private final MillraceProperties properties;
    private final Member member;
    private final CheckpointFolder checkpoints;
    private final ClusterServices services;
    private final @Nullable Tls tls;

    /**
     * Checks what can be checked before anybody is asked.
     *
     * @throws ClusterStartException if something is missing
     */
    ClusterJoining(
            MillraceProperties properties,
            Member member,
            CheckpointFolder checkpoints,
            ClusterServices services,
            @Nullable Tls tls) {
        this.properties = properties;
        this.member = member;
        this.checkpoints = checkpoints;
        this.services = services;
        this.tls = tls;
        if (member.application().isBlank()) {
            throw new ClusterStartException("Application has no name, and so no place in the ensemble;"
                    + " set millrace.application.name or spring.application.name, the same for all members");
        }
        if (properties.checkpoint().folder() == null) {
            throw new ClusterStartException("Folder of checkpoints is not set, and all members need the same;"
                    + " set millrace.checkpoint.folder to a folder that all members see");
        }
        if (properties.roles().isEmpty()) {
            throw new ClusterStartException(
                    "Process has no role in the cluster; set millrace.roles to master, worker or both");
        }
        secret();
    }

    /**
     * Joins.
     *
     * @param answers answers what this member is asked of itself
     * @throws ClusterStartException if that cannot be done
     */
    ClusterNode join(List<Topology> topologies, TaskExecutor executor, MemberAnswers answers) {
        warnOfPlainText();
        makeFolder();
        ZooKeeperProperties zookeeper = properties.zookeeper();
        ZooKeeperSettings ensemble = new ZooKeeperSettings(
                String.valueOf(zookeeper.connectString()),
                member.application(),
                secret(),
                zookeeper.sessionTimeout(),
                zookeeper.connectTimeout());
        try {
            return ClusterNode.join(
                    settings(),
                    topologies,
                    executor,
                    new ClusterNode.Parts(
                            events -> services.connect(ensemble, events), services.scheduler(), new Stores(), answers));
        } catch (IOException | RuntimeException e) {
            throw new ClusterStartException(String.valueOf(e.getMessage()), e);
        }
    }

    private void warnOfPlainText() {
        if (member.productionProfile() != null && tls == null) {
            log.warn(
                    "Members talk to each other unencrypted in production: profile={}; set millrace.cluster.ssl-bundle, and"
                            + " keep the connections to ZooKeeper, which are never encrypted, in a network of their own",
                    member.productionProfile());
        }
    }

    private void makeFolder() {
        try {
            checkpoints.make();
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            int remedy = message.lastIndexOf("; ");
            throw new ClusterStartException(
                    (remedy < 0 ? message : message.substring(0, remedy))
                            + "; let this user make and write it, mount what holds it, or set millrace.checkpoint.folder to"
                            + " another folder that all members see",
                    e);
        }
    }

    private NodeSettings settings() {
        ClusterProperties cluster = properties.cluster();
        String host = host();
        Set<MemberInfo.Role> roles = EnumSet.copyOf(properties.roles());
        MemberInfo info = new MemberInfo(
                host + ":" + cluster.port(),
                member.version(),
                host,
                cluster.port(),
                new SecureRandom().nextLong(),
                roles,
                roles.contains(MemberInfo.Role.WORKER) ? member.slots() : 0,
                Set.of(),
                Map.of(),
                "");
        return new NodeSettings(
                member.application(),
                info,
                host,
                ClusterSecret.of(secret()),
                WireSettings.DEFAULTS,
                tls,
                cluster.settle(),
                cluster.leaderless(),
                cluster.lease());
    }

    private String host() {
        String given = properties.cluster().host();
        return given != null && !given.isBlank()
                ? given
                : OwnAddress.find()
                        .orElseThrow(() -> new ClusterStartException("Address of this machine is not known;"
                                + " set millrace.cluster.host to the address under which other members reach it"));
    }

    private String secret() {
        String secret = properties.cluster().secret();
        String fault = SecretFault.of(secret, member.productionProfile());
        if (secret == null || fault != null) {
            throw new ClusterStartException("Secret of the cluster " + fault + "; set millrace.cluster.secret to "
                    + ClusterSecret.MIN_BYTES + " or more random characters, such as of `openssl rand -base64 32`, the"
                    + " same for all members");
        }
        return secret;
    }

    /**
     * What this process is.
     *
     * @param application name of the application, or an empty text
     * @param version version of the application
     * @param slots how many slices of topologies it takes
     * @param productionProfile active profile that says that it is in production, or null
     */
    record Member(
            String application,
            String version,
            int slots,
            @Nullable String productionProfile) {}

    private final class Stores implements NodeStores {

        @Override
        public SnapshotStore snapshots(Topology topology, Coordination coordination) throws IOException {
            return checkpoints.snapshots(topology, coordination);
        }

        @Override
        public SharedFolderProbe probe(Topology topology) throws IOException {
            return checkpoints.probe(topology);
        }

        @Override
        public CheckpointStore open(Topology topology, Coordination coordination, long epoch)
                throws IOException, DamagedCheckpointException {
            return checkpoints.open(topology, coordination, epoch);
        }
    }
}
