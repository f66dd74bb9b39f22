package io.millrace.worker;

import io.millrace.cluster.Assignment;
import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.Scheduler;
import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.cluster.Deployment;
import io.millrace.worker.cluster.Roster;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a member of a cluster does while it leads: keeps topologies alive, and says where their tasks run.
 *
 * <p><b>Thread.</b> Owned by the thread of the node.
 */
final class Leadership {

    private static final Logger log = LoggerFactory.getLogger(Leadership.class);

    /** Sessions of two epochs do not meet. */
    private static final int SESSION_BITS = 32;

    /** Time in which a member that was given work must be reached. */
    private static final long REACH_MILLIS = 5000;

    /** Pause before leadership is handed over by a member that cannot lead. */
    private static final long RETRY_MILLIS = 1000;

    /** The same, by a member whose version is not in force. */
    private static final long STAND_BY_MILLIS = 200;

    /** How often it is looked whether topologies have come to what is waited for. */
    private static final long LOOK_MILLIS = 50;

    private final Context context;
    private final Roster roster;
    private final ClusterSeat seat;
    private final FolderCheck folderCheck;
    private final Deploying deploying;
    private final Collection<NodeTopology> topologies;
    private final Map<String, String> announcedWaits = new HashMap<>();
    private final long madeNanos = System.nanoTime();
    private long epoch;
    private AtomicLong sessions = new AtomicLong();
    private Set<Integer> leftOut = Set.of();
    private boolean isInForce;
    private boolean isChangingVersion;
    private boolean isOver;

    /**
     * Makes one that does not lead.
     *
     * @param topologies all topologies of the member, as they come
     */
    Leadership(
            Context context,
            Roster roster,
            ClusterSeat seat,
            FolderCheck folderCheck,
            Deploying deploying,
            Collection<NodeTopology> topologies) {
        this.context = context;
        this.roster = roster;
        this.seat = seat;
        this.folderCheck = folderCheck;
        this.deploying = deploying;
        this.topologies = topologies;
    }

    /** Whether this member says what happens. */
    boolean isHeld() {
        return epoch > 0 && isInForce;
    }

    /** Leads from now on. */
    void begin(long next) {
        if (isOver) {
            context.coordination().resign();
            return;
        }
        epoch = next;
        sessions = new AtomicLong(next << SESSION_BITS);
        try {
            isInForce = deploying.begin(next);
        } catch (IOException | IllegalArgumentException e) {
            log.warn("It is not known which version of the application is to run: epoch={}", next, e);
            context.thread().later(RETRY_MILLIS, () -> handOver(next));
            return;
        }
        if (!isInForce) {
            log.debug("Another version is to lead: epoch={}, deployment={}", next, deploying.deployment());
            context.thread().later(STAND_BY_MILLIS, () -> handOver(next));
            return;
        }
        log.info("This member leads: epoch={}, version={}", next, roster.version());
        topologies.forEach(this::lead);
        scheduleSoon();
        if (deploying.deployment().isOnTrial()) {
            context.thread().later(LOOK_MILLIS, () -> judge(next));
        }
    }

    /** Another topology has come. */
    void add(NodeTopology topology) {
        if (isHeld()) {
            lead(topology);
            scheduleSoon();
        }
    }

    /**
     * Starts a topology again, if it has come to an end; anew if it has finished.
     *
     * @throws IllegalStateException if what is kept of it cannot be forgotten
     */
    void restart(NodeTopology topology) {
        if (topology.run().status().state().isTerminal()) {
            try {
                topology.forgetFinished();
            } catch (IOException e) {
                throw new IllegalStateException(
                        "Topology cannot begin anew: topology="
                                + topology.run().topology().name() + ", cause=" + e.getMessage() + "; try again",
                        e);
            }
            setStopped(topology, false);
            topology.resign();
            topology.run().change(TopologyState.STARTING, null);
            lead(topology);
            schedule();
        }
    }

    /**
     * Stops a topology with a last checkpoint. It stays stopped, whoever leads, until it is started again.
     *
     * @throws IllegalStateException if that cannot be written down
     */
    void stop(NodeTopology topology) {
        setStopped(topology, true);
        topology.run().stop();
    }

    private void setStopped(NodeTopology topology, boolean isStopped) {
        String name = topology.run().topology().name();
        try {
            deploying.stopped(epoch, name, isStopped);
        } catch (CoordinationException e) {
            throw new IllegalStateException(
                    "It cannot be written down what is wished: topology=" + name + ", cause=" + e.getMessage()
                            + "; try again",
                    e);
        }
    }

    /** Leads no more. */
    void end() {
        epoch = 0;
        isInForce = false;
        leftOut = Set.of();
        isChangingVersion = false;
        announcedWaits.clear();
        topologies.forEach(NodeTopology::resign);
    }

    /** Leads no more, and never again. */
    void endForGood() {
        isOver = true;
        end();
        context.coordination().resign();
    }

    private void lead(NodeTopology topology) {
        Topology led = topology.run().topology();
        boolean isStopped = deploying.deployment().stopped().contains(led.name());
        if (!isStopped && topology.run().status().state() == TopologyState.STOPPED) {
            topology.run().change(TopologyState.STARTING, null);
        }
        CheckpointStore store = null;
        try {
            store = context.stores().open(led, context.coordination(), epoch);
            Leading leading = context.executor()
                    .lead(
                            topology.run(),
                            store,
                            topology.settings(),
                            seat,
                            new LeadTerms(
                                    sessions::getAndIncrement, roster.ofThisVersion(), new Placing(topology, epoch)));
            topology.lead(leading, store);
            if (isStopped) {
                topology.run().stop();
            }
            folderCheck.write(led, epoch);
        } catch (IOException e) {
            if (store != null) {
                store.close();
            }
            log.error("Topology cannot be led now: topology={}, epoch={}", led.name(), epoch, e);
            topology.run().waitFor(String.valueOf(e.getMessage()));
            long failed = epoch;
            context.thread().later(RETRY_MILLIS, () -> handOver(failed));
        } catch (DamagedCheckpointException | RuntimeException e) {
            if (store != null) {
                store.close();
            }
            log.error("Topology cannot be led: topology={}, epoch={}", led.name(), epoch, e);
            String operator = led.steps().get(0).name();
            topology.run()
                    .change(
                            TopologyState.FAILED,
                            new TopologyFailure(operator, 0, null, String.valueOf(e.getMessage()), e));
        }
    }

    /** Others may be able to lead. If there are none, this member is elected again, and tries again. */
    private void handOver(long failed) {
        if (epoch == failed) {
            end();
            context.coordination().resign();
        }
    }

    /** A cluster that comes up waits a moment for its members, so that the first does not take all. */
    private void scheduleSoon() {
        long leftNanos = context.settle().toNanos() - (System.nanoTime() - madeNanos);
        context.thread().later(Math.max(0, TimeUnit.NANOSECONDS.toMillis(leftNanos) + 1), this::schedule);
    }

    void schedule() {
        boolean isSettling = System.nanoTime() - madeNanos < context.settle().toNanos();
        if (!isHeld() || isSettling || isChangingVersion) {
            return;
        }
        List<NodeTopology> led = led();
        if (led.stream().anyMatch(NodeTopology::isSought)) {
            // Its slots are not known to be taken yet.
            return;
        }
        Map<String, Assignment> current = new HashMap<>();
        led.forEach(topology -> {
            Assignment assignment = topology.assignment();
            if (assignment != null) {
                current.put(assignment.topology(), assignment);
            }
        });
        Scheduler.Schedule next = context.scheduler()
                .schedule(led.stream().map(NodeTopology::demand).toList(), roster.workers(), current);
        led.forEach(topology -> apply(topology, next));
        lookForSuccessor();
    }

    /** Who reaches whom may have changed: of two workers that are cut off from each other one gets no work. */
    void waysChanged() {
        Set<Integer> out = isHeld() ? roster.leftOut() : Set.of();
        if (out.equals(leftOut)) {
            return;
        }
        Set<Integer> added = new TreeSet<>(out);
        added.removeAll(leftOut);
        leftOut = out;
        log.warn(
                "Members that other workers cannot reach get no work: members={}; mend the network between them",
                out.stream().map(roster::name).toList());
        schedule();
        added.forEach(member ->
                led().forEach(topology -> topology.giveUp(member, "there are other workers that it cannot reach")));
    }

    private void lookForSuccessor() {
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
        if (!isChangingVersion && !deploying.hasSlots(now.inForce())) {
            context.thread().later(Deploying.PATIENCE.toMillis() + 1, this::schedule);
        }
    }

    /** All topologies stop at a barrier; then a member of another version leads. */
    private void cutOver(String version) {
        log.info("Version of the application is replaced: from={}, to={}, epoch={}", roster.version(), version, epoch);
        isChangingVersion = true;
        led().forEach(topology -> topology.run().stop());
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
        if (!led().isEmpty()) {
            context.thread().later(LOOK_MILLIS, () -> whenAllHaveEnded(of, action));
            return;
        }
        try {
            action.say();
        } catch (CoordinationException e) {
            log.warn("It is not known whether the version was changed: epoch={}", of, e);
        }
        handOver(of);
    }

    /** Those that run, or are to. */
    private List<NodeTopology> led() {
        return topologies.stream()
                .filter(NodeTopology::isLed)
                .filter(topology -> !topology.run().status().state().isTerminal())
                .toList();
    }

    /** A version that is new here has taken over: it stays when all of its topologies have taken a checkpoint. */
    private void judge(long of) {
        if (epoch != of || isChangingVersion) {
            return;
        }
        Optional<String> failure = topologies.stream()
                .map(topology -> topology.run().status())
                .filter(status -> status.state() == TopologyState.FAILED)
                .map(Leadership::describe)
                .findFirst();
        try {
            if (failure.isPresent()) {
                giveBack(of, failure.get());
            } else if (topologies.stream().allMatch(NodeTopology::hasProved)) {
                deploying.confirm(of);
                log.info("Version of the application stays: version={}", roster.version());
            } else {
                context.thread().later(LOOK_MILLIS, () -> judge(of));
            }
        } catch (CoordinationException e) {
            log.warn("It cannot be written down what became of the version: version={}", roster.version(), e);
            context.thread().later(RETRY_MILLIS, () -> judge(of));
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
        isChangingVersion = true;
        led().forEach(topology -> topology.run().cancelEverywhere());
        whenAllHaveEnded(of, () -> deploying.revoke(of, reason));
    }

    private void apply(NodeTopology topology, Scheduler.Schedule schedule) {
        String name = topology.run().topology().name();
        Assignment next = schedule.assignments().get(name);
        if (next == null) {
            String reason = String.valueOf(schedule.waiting().get(name));
            if (!reason.equals(announcedWaits.put(name, reason))) {
                log.warn("Topology waits: topology={}; it {}", name, reason);
            }
            topology.await(reason);
            return;
        }
        announcedWaits.remove(name);
        if (!topology.isPlaced(next)) {
            log.info(
                    "Topology is placed: topology={}, epoch={}, members={}",
                    name,
                    epoch,
                    next.members().stream().map(roster::name).toList());
            topology.assign(next);
            context.thread().later(REACH_MILLIS, () -> requireReached(next));
        }
    }

    private void requireReached(Assignment assignment) {
        if (topologies.stream().noneMatch(topology -> assignment.equals(topology.assignment()))) {
            return;
        }
        assignment.members().stream()
                .distinct()
                .filter(member -> !roster.isConnected(member))
                .forEach(this::unreached);
        schedule();
    }

    private void unreached(int member) {
        MemberInfo peer = roster.peers().get(member);
        log.error(
                "Member cannot be reached, and gets no work: member={}, host={}, port={}; set millrace.cluster.host there"
                        + " to an address that others reach, and open the port",
                roster.name(member),
                peer == null ? "unknown" : peer.host(),
                peer == null ? 0 : peer.port());
        roster.giveUp(member, "it cannot be reached");
    }

    /** Changes what is in force. */
    @FunctionalInterface
    private interface LastWord {

        void say() throws CoordinationException;
    }

    /** Keeps the placement of a topology in step with what is heard of its executors, as long as the epoch lasts. */
    private final class Placing implements LeadListener {

        private final NodeTopology topology;
        private final long ofEpoch;

        Placing(NodeTopology topology, long ofEpoch) {
            this.topology = topology;
            this.ofEpoch = ofEpoch;
        }

        @Override
        public void onFound(List<Integer> slices) {
            execute(() -> topology.found(slices));
        }

        @Override
        public void onGivenUp(int member) {
            execute(() -> roster.giveUp(member, "it was lost"));
        }

        private void execute(Runnable action) {
            context.thread().execute(() -> {
                if (epoch == ofEpoch) {
                    action.run();
                    schedule();
                }
            });
        }
    }

    /**
     * What it works with.
     *
     * @param settle for how long after its own start a leader waits for others
     */
    record Context(
            NodeThread thread,
            Coordination coordination,
            TaskExecutor executor,
            Scheduler scheduler,
            NodeStores stores,
            Duration settle) {}
}
