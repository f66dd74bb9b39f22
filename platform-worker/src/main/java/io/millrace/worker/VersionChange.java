package io.millrace.worker;

import io.millrace.cluster.CoordinationException;
import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.worker.cluster.Deployment;
import io.millrace.worker.cluster.Roster;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands an application over from one version to another, and back if that fails.
 *
 * <p><b>Thread.</b> Owned by the thread of the node.
 */
final class VersionChange {

    private static final Logger log = LoggerFactory.getLogger(VersionChange.class);

    /** How often it is looked whether topologies have come to what is waited for. */
    private static final long LOOK_MILLIS = 50;

    private static final long RETRY_MILLIS = 1000;

    private final NodeThread thread;
    private final Deploying deploying;
    private final Roster roster;
    private final Collection<NodeTopology> topologies;
    private final Reign reign;
    private long epoch;
    private boolean isUnderWay;
    private boolean isLookDue;

    /**
     * Makes one for a member that does not lead.
     *
     * @param topologies all topologies of the member, as they come
     */
    VersionChange(
            NodeThread thread, Deploying deploying, Roster roster, Collection<NodeTopology> topologies, Reign reign) {
        this.thread = thread;
        this.deploying = deploying;
        this.roster = roster;
        this.topologies = topologies;
        this.reign = reign;
    }

    /** Whether topologies are being stopped so that another version may run them. */
    boolean isUnderWay() {
        return isUnderWay;
    }

    /** This member leads, and its version is in force. */
    void begin(long next) {
        epoch = next;
        isUnderWay = false;
        if (deploying.deployment().isOnTrial()) {
            thread.later(LOOK_MILLIS, () -> judge(next));
        }
    }

    /** Leads no more. */
    void end() {
        epoch = 0;
        isUnderWay = false;
    }

    /** Members have come or gone: another version may be wanted. */
    void look() {
        try {
            deploying.successor(epoch).ifPresent(this::cutOver);
        } catch (CoordinationException e) {
            log.warn("It cannot be written down which versions are there: epoch={}", epoch, e);
        }
        Deployment now = deploying.deployment();
        String remark = now.refused().isEmpty()
                ? null
                : "Version " + now.inForce() + " goes on, for others have failed: " + now.refused();
        topologies.forEach(topology -> topology.run().remark(remark));
        if (!isUnderWay && !isLookDue && !deploying.hasSlots(now.inForce())) {
            isLookDue = true;
            thread.later(Deploying.PATIENCE.toMillis() + 1, () -> {
                isLookDue = false;
                reign.schedule().run();
            });
        }
    }

    /** All topologies stop at a barrier; then a member of another version leads. */
    private void cutOver(String version) {
        log.info("Version of the application is replaced: from={}, to={}, epoch={}", roster.version(), version, epoch);
        isUnderWay = true;
        atWork().forEach(topology -> topology.run().stop());
        long of = epoch;
        whenAllHaveEnded(of, () -> {
            if (deploying.hasSlots(version)) {
                deploying.cutOver(of, version);
            } else {
                log.warn("Version has lost its members, and does not take over: version={}", version);
            }
        });
    }

    /** Does the last thing of a reign. */
    private void whenAllHaveEnded(long of, LastWord action) {
        if (epoch != of) {
            return;
        }
        if (!atWork().isEmpty()) {
            thread.later(LOOK_MILLIS, () -> whenAllHaveEnded(of, action));
            return;
        }
        try {
            action.say();
        } catch (CoordinationException e) {
            log.warn("It is not known whether the version was changed: epoch={}", of, e);
        }
        reign.handOver().accept(of);
    }

    /** A version that is new here has taken over: it stays when all of its topologies have taken a checkpoint. */
    private void judge(long of) {
        if (epoch != of || isUnderWay) {
            return;
        }
        Optional<String> failure = topologies.stream()
                .map(topology -> topology.run().status())
                .filter(status -> status.state() == TopologyState.FAILED)
                .map(VersionChange::describe)
                .findFirst();
        try {
            if (failure.isPresent()) {
                giveBack(of, failure.get());
            } else if (topologies.stream().allMatch(NodeTopology::hasProved)) {
                deploying.confirm(of);
                log.info("Version of the application stays: version={}", roster.version());
            } else {
                thread.later(LOOK_MILLIS, () -> judge(of));
            }
        } catch (CoordinationException e) {
            log.warn("It cannot be written down what became of the version: version={}", roster.version(), e);
            thread.later(RETRY_MILLIS, () -> judge(of));
        }
    }

    private static String describe(TopologyStatus status) {
        TopologyFailure failure = status.failure();
        return "topology " + status.topology() + " failed"
                + (failure == null ? "" : " in " + failure.operator() + ": " + failure.message());
    }

    private void giveBack(long of, String reason) throws CoordinationException {
        String former = String.valueOf(deploying.deployment().former());
        if (!deploying.hasSlots(former)) {
            log.error(
                    "Version has failed, and the one before it has no members: version={}; {}",
                    roster.version(),
                    reason);
            deploying.confirm(of);
            return;
        }
        log.error(
                "Version of the application has failed, and the one before it goes on: failed={}, goesOn={}; {}",
                roster.version(),
                former,
                reason);
        isUnderWay = true;
        atWork().forEach(topology -> topology.run().cancelNow());
        whenAllHaveEnded(of, () -> deploying.revoke(of, reason));
    }

    private List<NodeTopology> atWork() {
        return topologies.stream().filter(NodeTopology::isAtWork).toList();
    }

    /** Changes what is in force. */
    @FunctionalInterface
    private interface LastWord {

        void say() throws CoordinationException;
    }

    /**
     * What it asks of who leads.
     *
     * @param schedule looks again at who runs what
     * @param handOver lets another member lead in the place of this one, which leads under an epoch
     */
    record Reign(Runnable schedule, LongConsumer handOver) {}
}
