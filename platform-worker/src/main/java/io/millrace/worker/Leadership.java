package io.millrace.worker;

import io.millrace.cluster.Assignment;
import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.Scheduler;
import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.cluster.Roster;
import io.millrace.worker.cluster.Wishes;
import io.millrace.worker.supervise.Beginning;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
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

    /** Pause before it is looked again whether a topology has come to its end. */
    private static final long LOOK_MILLIS = 50;

    private final Context context;
    private final Roster roster;
    private final ClusterSeat seat;
    private final FolderCheck folderCheck;
    private final Deploying deploying;
    private final VersionChange change;
    private final Collection<NodeTopology> topologies;
    private final Map<String, String> announcedWaits = new HashMap<>();
    private final Executor leaseThread = ReignCheck.thread();
    private final long madeNanos = System.nanoTime();
    private long epoch;
    private AtomicLong sessions = new AtomicLong();
    private Set<Integer> leftOut = Set.of();
    private boolean isInForce;
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
        this.change = new VersionChange(
                context.thread(),
                deploying,
                roster,
                topologies,
                new VersionChange.Reign(this::schedule, this::handOver));
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
        change.begin(next);
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
     * @param beginning what it is to begin with, or null for its last checkpoint
     * @throws IllegalStateException if it runs and is to begin with something else, or what is kept of it cannot be forgotten
     */
    void restart(NodeTopology topology, @Nullable Beginning beginning) {
        String name = topology.name();
        if (!topology.run().status().state().isTerminal()) {
            if (beginning != null) {
                throw new IllegalStateException("Topology runs, and so cannot begin with something else: topology="
                        + name + ", state=" + topology.run().status().state() + "; stop it first");
            }
            return;
        }
        // Before anything is forgotten: who leads next would begin with what was wished before.
        wish(name, wishes(topology, beginning));
        try {
            topology.forgetFinished();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Topology cannot begin anew: topology=" + name + ", cause=" + e.getMessage() + "; try again", e);
        }
        topology.resign();
        topology.run().change(TopologyState.STARTING, null);
        lead(topology);
        schedule();
    }

    private Wishes wishes(NodeTopology topology, @Nullable Beginning beginning) {
        Wishes now = deploying.wishes();
        if (beginning != null) {
            return now.begin(topology.name(), beginning.text());
        }
        return topology.run().isResumable() ? now.resume(topology.name()) : now.goOn(topology.name());
    }

    /**
     * Stops a topology with a last checkpoint. It stays stopped, whoever leads, until it is started again.
     *
     * @throws IllegalStateException if that cannot be written down
     */
    void stop(NodeTopology topology) {
        wish(topology.name(), deploying.wishes().stop(topology.name()));
        topology.run().stop();
    }

    /**
     * Ends a topology at once, without a last checkpoint. It stays stopped, whoever leads, until it is started again.
     *
     * @throws IllegalStateException if that cannot be written down
     */
    void cancel(NodeTopology topology) {
        wish(topology.name(), deploying.wishes().stop(topology.name()));
        topology.run().cancelNow();
    }

    /**
     * Lets a topology come to its end, whoever leads.
     *
     * @throws IllegalStateException if that cannot be written down
     */
    void drain(NodeTopology topology) {
        wish(topology.name(), deploying.wishes().drain(topology.name()));
        topology.run().drain();
    }

    /**
     * Stops a topology with a last checkpoint, and starts it again from there; one that has come to an end is started. If this
     * member leads no more before it has stopped, the next one starts it.
     */
    void renew(NodeTopology topology) {
        if (topology.run().status().state().isTerminal()) {
            restart(topology, null);
            return;
        }
        topology.run().stop();
        restartWhenOver(topology, epoch);
    }

    private void restartWhenOver(NodeTopology topology, long of) {
        boolean isStopped = deploying.wishes().stopped().contains(topology.name());
        // Another version that takes over starts it by itself, and waits for the end of everything here.
        if (epoch != of || isStopped || change.isUnderWay()) {
            return;
        }
        if (topology.run().status().state().isTerminal()) {
            restart(topology, null);
        } else {
            context.thread().later(LOOK_MILLIS, () -> restartWhenOver(topology, of));
        }
    }

    private void wish(String topology, Wishes wishes) {
        try {
            deploying.wish(epoch, wishes);
        } catch (CoordinationException e) {
            throw new IllegalStateException(
                    "It cannot be written down what is wished: topology=" + topology + ", cause=" + e.getMessage()
                            + "; try again",
                    e);
        }
    }

    /** Leads no more. */
    void end() {
        epoch = 0;
        isInForce = false;
        leftOut = Set.of();
        change.end();
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
        Wishes wishes = deploying.wishes();
        boolean isStopped = wishes.stopped().contains(led.name());
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
                            topology.settings().withBeginning(beginning(led.name())),
                            seat,
                            new LeadTerms(
                                    sessions::getAndIncrement,
                                    roster.ofThisVersion(),
                                    new ReignCheck(context.coordination(), leaseThread, epoch),
                                    new Placing(topology, epoch)));
            topology.lead(leading, store);
            if (isStopped) {
                topology.run().stop();
            } else if (wishes.draining().contains(led.name())) {
                topology.run().drain();
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

    private @Nullable Beginning beginning(String topology) {
        String text = deploying.wishes().beginnings().get(topology);
        return text == null ? null : Beginning.parse(text);
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
        if (!isHeld() || isSettling || change.isUnderWay()) {
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
        change.look();
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
        if (out.isEmpty()) {
            log.info("All workers reach each other again");
        } else {
            log.warn(
                    "Members that other workers cannot reach get no work: members={}; mend the network between them",
                    out.stream().map(roster::name).toList());
        }
        schedule();
        added.forEach(member ->
                led().forEach(topology -> topology.giveUp(member, "there are other workers that it cannot reach")));
    }

    /** Those that run, or are to. */
    private List<NodeTopology> led() {
        return topologies.stream().filter(NodeTopology::isAtWork).toList();
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
