package io.millrace.worker;

import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.Scheduler;
import io.millrace.cluster.TopologyDemand;
import io.millrace.worker.cluster.Deployment;
import io.millrace.worker.cluster.DeploymentDocument;
import io.millrace.worker.cluster.Roster;
import io.millrace.worker.cluster.Wishes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Decides which version of the application runs, while this member leads.
 *
 * <p><b>Thread.</b> Owned by the thread of the node.
 */
final class Deploying {

    /** For how long the version in force may be without slots before an older one takes its place. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DeploymentDocument document;
    private final Roster roster;
    private final Scheduler scheduler;
    private final LongSupplier clockNanos;
    private final Map<String, Long> withoutSlots = new HashMap<>();

    Deploying(DeploymentDocument document, Roster roster, Scheduler scheduler, LongSupplier clockNanos) {
        this.document = document;
        this.roster = roster;
        this.scheduler = scheduler;
        this.clockNanos = clockNanos;
    }

    /**
     * Leads from now on.
     *
     * @return whether the version of this member is in force; otherwise one of another version is to lead
     */
    boolean begin(long epoch) throws CoordinationException {
        Deployment now = document.open(epoch, Deployment.of(roster.version())).withPresent(roster.versions());
        if (!now.inForce().equals(roster.version())
                && now.successor(this::canRun).filter(roster.version()::equals).isPresent()) {
            now = now.cutOver(roster.version());
        }
        document.change(epoch, now);
        return now.inForce().equals(roster.version());
    }

    /** What is in force, and what was decided of other versions. */
    Deployment deployment() {
        return document.deployment();
    }

    /** The version that is to take the place of this one, now that members have come or gone. */
    Optional<String> successor(long epoch) throws CoordinationException {
        document.change(epoch, deployment().withPresent(roster.versions()));
        return deployment().successor(this::canRun);
    }

    /** Whether members of a version can lead, and have slots for all of its topologies. */
    boolean hasSlots(String version) {
        List<ClusterMemberInfo> members = roster.ofVersion(version);
        boolean hasMaster = members.stream().anyMatch(member -> member.info().has(MemberInfo.Role.MASTER));
        return hasMaster
                && scheduler
                        .schedule(demands(members), members, Map.of())
                        .waiting()
                        .isEmpty();
    }

    /** The same, but that the version in force is given some time to get its members back. */
    private boolean canRun(String version) {
        if (hasSlots(version)) {
            withoutSlots.remove(version);
            return true;
        }
        if (!version.equals(deployment().inForce()) || roster.ofVersion(version).isEmpty()) {
            return false;
        }
        long now = clockNanos.getAsLong();
        return now - withoutSlots.computeIfAbsent(version, missing -> now) < PATIENCE.toNanos();
    }

    private List<TopologyDemand> demands(List<ClusterMemberInfo> members) {
        Set<String> stopped = deployment().wishes().stopped();
        List<TopologyDemand> demands = new ArrayList<>();
        members.get(0).info().topologies().forEach((topology, digest) -> {
            if (!stopped.contains(topology)) {
                demands.add(new TopologyDemand(topology, TopologyDigest.slices(digest), Set.of(), 0));
            }
        });
        return demands;
    }

    void cutOver(long epoch, String version) throws CoordinationException {
        document.change(epoch, deployment().cutOver(version));
    }

    void confirm(long epoch) throws CoordinationException {
        document.change(epoch, deployment().confirmed());
    }

    void revoke(long epoch, String reason) throws CoordinationException {
        document.change(epoch, deployment().revoked(reason));
    }

    /** What people have asked of topologies. */
    Wishes wishes() {
        return deployment().wishes();
    }

    void wish(long epoch, Wishes wishes) throws CoordinationException {
        document.change(epoch, deployment().withWishes(wishes));
    }
}
