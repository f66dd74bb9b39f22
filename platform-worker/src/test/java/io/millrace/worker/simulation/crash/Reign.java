package io.millrace.worker.simulation.crash;

import io.millrace.cluster.CoordinationException;
import io.millrace.status.TopologyState;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.cluster.Deployment;
import io.millrace.worker.cluster.DeploymentDocument;
import io.millrace.worker.cluster.Wishes;
import io.millrace.worker.supervise.Beginning;
import io.millrace.worker.supervise.RestoreRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One executor's time as a leader, which may last longer than the others take it for one. */
final class Reign {

    private static final int SESSION_BITS = 32;

    private final Realm realm;
    private final Random random;
    private final SimulatedExecutor leader;
    private final long epoch;
    private final DeploymentDocument document;
    private final LongSupplier sessions;
    private final int shift;
    private final boolean isOnlyMaster;
    private final List<Integer> avoided = new ArrayList<>();
    private List<Integer> placed = List.of();
    private @Nullable String successor;
    private boolean isStopAsked;
    private boolean isOver;
    private int replacements;
    private int changes;

    Reign(Realm realm, SimulatedExecutor leader, long epoch) {
        this.realm = realm;
        this.random = realm.random();
        this.leader = leader;
        this.epoch = epoch;
        this.document = new DeploymentDocument(realm.coordination());
        this.sessions = realm.plants().sessions(new AtomicLong(epoch << SESSION_BITS)::getAndIncrement);
        this.shift = random.nextInt(3);
        this.isOnlyMaster = random.nextBoolean();
    }

    SimulatedExecutor leader() {
        return leader;
    }

    long epoch() {
        return epoch;
    }

    /** Number of times that tasks were placed anew. */
    int replacements() {
        return replacements;
    }

    /** Number of times that it took over from another version, or let another one take over. */
    int changes() {
        return changes;
    }

    /** Whether another is to lead in its place. */
    boolean isOver() {
        return isOver;
    }

    /** Gives no work to an executor for a while. */
    void avoid(SimulatedExecutor executor) {
        avoided.add(executor.number());
    }

    /** Leads from now on; or is over at once, if another version is in force. */
    void begin() throws IOException, DamagedCheckpointException, RestoreRefusedException {
        String own = leader.version();
        Deployment now = document.open(epoch, Deployment.of(own)).withPresent(realm.versions());
        if (!now.inForce().equals(own)
                && now.successor(realm::hasMembers).filter(own::equals).isPresent()) {
            now = now.cutOver(own);
            changes++;
        }
        document.change(epoch, now);
        isOver = !now.inForce().equals(own);
        if (!isOver) {
            lead();
        }
    }

    private void lead() throws IOException, DamagedCheckpointException, RestoreRefusedException {
        Wishes wishes = document.deployment().wishes();
        String text = wishes.beginnings().get(SimulatedCluster.TOPOLOGY);
        Beginning beginning = text == null ? null : Beginning.parse(text);
        if (beginning != null) {
            realm.people().begins(beginning);
        }
        CheckpointStore store = FileCheckpointStore.open(
                realm.cluster().disk(), SimulatedCluster.TOPOLOGY, realm.coordination(), epoch);
        leader.lead(
                leader.settings().withBeginning(beginning),
                new SimulatedLead.Terms(realm.plants().checkpoints(store), sessions, this::confirm, this::givenUp));
        if (random.nextInt(5) > 0) {
            leader.find(new TreeSet<>(numbers()));
        }
        place();
        isStopAsked = wishes.stopped().contains(SimulatedCluster.TOPOLOGY);
        if (isStopAsked) {
            lead(SimulatedLead::stop);
        } else if (wishes.draining().contains(SimulatedCluster.TOPOLOGY)) {
            lead(SimulatedLead::drain);
        }
    }

    private void confirm(Runnable whenFirm) {
        try {
            realm.coordination().confirm(epoch);
        } catch (CoordinationException e) {
            return;
        }
        whenFirm.run();
    }

    private void lead(Consumer<SimulatedLead> action) {
        SimulatedLead lead = leader.lead();
        if (lead != null) {
            action.accept(lead);
        }
    }

    /**
     * Whether the topology has come to its end.
     *
     * @throws AssertionError if that is a failure, and nobody has told it to stop: then it may come to nothing
     */
    boolean hasFinished() {
        SimulatedLead lead = leader.lead();
        return lead != null && lead.hasFinished(isStopAsked);
    }

    /** Whether it runs, and nobody wants anything else. */
    boolean isAtRest() {
        return !isStopAsked && leader.isIn(TopologyState.RUNNING);
    }

    /** What is thought to be lost gets no work for a while, or it does at once. */
    private void givenUp(int lost) {
        if (lost != leader.number() && random.nextBoolean()) {
            avoided.add(lost);
        }
        place();
    }

    /** Sees sooner or later that executors have gone, or that others have come. */
    void look() {
        if (random.nextInt(30) > 0) {
            return;
        }
        if (random.nextInt(60) == 0 || !numbers().containsAll(placed)) {
            avoided.removeIf(number -> random.nextBoolean());
            place();
        }
        lookForVersion();
    }

    private void place() {
        List<Integer> members = new ArrayList<>(numbers());
        members.removeAll(avoided);
        if (isOnlyMaster && members.size() > 1) {
            members.remove((Integer) leader.number());
        }
        if (members.isEmpty()) {
            members.add(leader.number());
        }
        replacements += placed.isEmpty() ? 0 : 1;
        placed = members;
        leader.assign((stage, task) -> members.get((task + shift * stage) % members.size()));
    }

    private List<Integer> numbers() {
        return realm.numbers(leader.version());
    }

    private boolean hasEnded() {
        SimulatedLead lead = leader.lead();
        return lead != null && lead.state().isTerminal() && lead.state() != TopologyState.FINISHED;
    }

    /** Another version takes over when all has stopped here. */
    private void lookForVersion() {
        try {
            if (successor == null) {
                document.change(epoch, document.deployment().withPresent(realm.versions()));
                Optional<String> next = document.deployment().successor(realm::hasMembers);
                successor = next.orElse(null);
                if (successor != null) {
                    isStopAsked = true;
                    lead(SimulatedLead::stop);
                }
            } else if (hasEnded()) {
                isOver = true;
                if (realm.hasMembers(successor)) {
                    document.change(epoch, document.deployment().cutOver(successor));
                    changes++;
                }
            }
        } catch (CoordinationException e) {
            // It is not known what is written; whoever leads next looks.
        }
    }

    /** People may want something of the topology. */
    void serve(People people) throws IOException, DamagedCheckpointException, RestoreRefusedException {
        if (successor != null) {
            return;
        }
        People.Wish wish = people.next(hasEnded());
        SimulatedLead lead = leader.lead();
        if (wish == null || lead == null) {
            return;
        }
        people.ask(wish);
        try {
            Wishes now = document.deployment().wishes();
            document.change(epoch, document.deployment().withWishes(people.written(wish, now)));
        } catch (CoordinationException e) {
            // They hear that it may not have been done, and look again.
            return;
        }
        switch (wish) {
            case SAVEPOINT -> lead.supervisor().savepoint(people);
            case DRAIN -> lead.drain();
            case STOP -> {
                isStopAsked = true;
                lead.stop();
            }
            case START -> {
                leader.resign();
                lead();
            }
        }
    }
}
