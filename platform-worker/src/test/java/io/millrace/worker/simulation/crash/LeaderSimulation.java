package io.millrace.worker.simulation.crash;

import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.FileSnapshotStore;
import io.millrace.worker.checkpoint.SimulatedCoordination;
import io.millrace.worker.supervise.RestoreRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The judge over several processes that lead in turn. Leadership passes on when the leader dies, stands still, leaves or has lost
 * its session, and at other times: then the old leader does not know for a while and goes on, some of them out of reach of the
 * new one. Tasks are placed over those that are there, again whenever one is lost, and those that come back have another number,
 * or the same. Members of another version take over, and people want things of the topology, while all of this happens.
 *
 * <p>Everything is decided by the seed.
 */
public final class LeaderSimulation implements SimulatedCluster.Script {

    private static final int ELECTION_ONE_IN = 20;
    private static final int CHANGE_ONE_IN = 400;
    private static final int EXPIRY_ONE_IN = 400;
    private static final int TWIN_STEPS = 2_000;

    private final long seed;
    private final Random random;
    private final SimulatedCluster cluster;
    private final Realm realm;
    private final Crew crew;
    private final List<StaleReign> stale = new ArrayList<>();
    private @Nullable Reign reign;
    private int changesLeft;
    private int reigns;
    private int staleReigns;
    private int replacements;
    private int adoptions;
    private int versionChanges;

    /** Makes the run of a seed. */
    public LeaderSimulation(long seed) {
        this(seed, Plants.NONE);
    }

    /** Makes the run of a seed with something in it that is wrong. */
    LeaderSimulation(long seed, Plants plants) {
        this.seed = seed;
        this.random = new Random(seed);
        this.cluster = new SimulatedCluster(random, this, plants);
        SimulatedCoordination coordination = new SimulatedCoordination(random.nextLong());
        coordination.unknownOneIn(random.nextBoolean() ? 0 : 5 + random.nextInt(40));
        if (plants.allowsAllEpochs()) {
            coordination.letAllEpochsWrite();
        }
        this.realm = new Realm(random, cluster, coordination, plants);
        this.crew = new Crew(realm);
        this.changesLeft = random.nextInt(6);
    }

    /**
     * Runs to the end.
     *
     * @throws AssertionError if anything was lost, came twice, or hangs
     */
    public LeaderSimulation run() {
        cluster.run(seed);
        return this;
    }

    @Override
    public String toString() {
        return cluster + ", reigns=" + reigns + ", staleReigns=" + staleReigns + ", placements=" + replacements()
                + ", adoptions="
                + adoptions() + ", " + crew + ", version changes=" + versionChanges() + ", stops=" + stops()
                + ", returns=" + returns() + ", drained=" + isDrained()
                + ", epoch of leader=" + (reign == null ? "none" : reign.epoch());
    }

    /** Number of times that an executor died. */
    public int deaths() {
        return cluster.deaths();
    }

    /** Number of times that an executor stood still. */
    public int pauses() {
        return cluster.pauses();
    }

    /** Number of leaders. */
    public int reigns() {
        return reigns;
    }

    /** Number of leaders that went on when there was another. */
    public int staleReigns() {
        return staleReigns;
    }

    /** Number of times that tasks were placed anew while somebody led. */
    public int replacements() {
        return replacements + (reign == null ? 0 : reign.replacements());
    }

    /** Number of times that a leader took over what ran. */
    public int adoptions() {
        return adoptions
                + cluster.living().stream()
                        .mapToInt(SimulatedExecutor::adoptions)
                        .sum();
    }

    /** Number of checkpoints that were decided. */
    public long checkpoints() {
        return cluster.checkpoints();
    }

    /** Number of times that a session ended and its member lived on. */
    public int expiries() {
        return crew.expiries();
    }

    /** Number of executors that left in an orderly way. */
    public int departures() {
        return crew.departures();
    }

    /** Number of times that another version took over. */
    public int versionChanges() {
        return versionChanges + (reign == null ? 0 : reign.changes());
    }

    /** Number of times that somebody stopped the topology, to start it again. */
    public int stops() {
        return realm.people().stops();
    }

    /** Number of times that it began with a savepoint, or anew. */
    public int returns() {
        return realm.people().returns();
    }

    @Override
    public boolean isDrained() {
        return realm.people().hasDrained();
    }

    @Override
    public boolean isAtRest() {
        return reign != null && reign.isAtRest() && stale.isEmpty() && crew.isAtRest();
    }

    @Override
    public boolean isFinished() {
        return reign != null && reign.hasFinished();
    }

    @Override
    public void onCalm() {
        changesLeft = 0;
        realm.coordination().unknownOneIn(0);
        realm.people().rest();
        crew.rest();
        stale.forEach(StaleReign::endSoon);
    }

    @Override
    public void begin(int place) {
        SimulatedExecutor executor = cluster.make(place, crew.next(place));
        executor.serve(new FileSnapshotStore(
                cluster.disk(), SimulatedCluster.TOPOLOGY, realm.coordination().lagging()));
    }

    @Override
    public void onGone(SimulatedExecutor executor) {
        adoptions += executor.adoptions();
        realm.forget(executor);
        stale.removeIf(old -> old.leader() == executor);
        if (reign != null && reign.leader() == executor) {
            endReign(reign);
        }
    }

    /** A leader that has been left behind may be out of reach of those that came after it, or of everybody. */
    @Override
    public boolean isReachable(SimulatedExecutor from, SimulatedExecutor to) {
        SimulatedExecutor leader = reign == null ? null : reign.leader();
        return stale.stream().noneMatch(old -> old.isParted(from, to, leader) || old.isParted(to, from, leader));
    }

    @Override
    public void beforeStep() throws IOException, DamagedCheckpointException, RestoreRefusedException {
        realm.pass();
        for (SimulatedExecutor leaving : crew.look(reign == null ? null : reign.leader())) {
            stale.removeIf(old -> old.leader() == leaving);
            if (reign != null && reign.leader() == leaving) {
                endReign(reign);
            }
            leaving.resign();
            leaving.leave();
        }
        lookAtStale();
        Reign current = reign;
        if (current == null) {
            if (random.nextInt(ELECTION_ONE_IN) == 0) {
                elect();
            }
        } else if (hasLostSession(current)) {
            depose(current, random.nextInt(50));
        } else if (changesLeft > 0 && cluster.living().size() > 1 && random.nextInt(CHANGE_ONE_IN) == 0) {
            changesLeft--;
            overthrow(current);
        } else if (!current.leader().isPaused()) {
            rule(current);
        }
    }

    private void lookAtStale() {
        for (StaleReign old : List.copyOf(stale)) {
            if (old.leader().isPaused()) {
                continue;
            }
            if (old.isEnding()) {
                // It is told that it leads no more.
                stale.remove(old);
                old.leader().resign();
            } else {
                old.look();
            }
        }
    }

    private boolean hasLostSession(Reign current) {
        return realm.isAbsent(current.leader()) || (current.leader().isPaused() && random.nextInt(EXPIRY_ONE_IN) == 0);
    }

    private void rule(Reign current) throws IOException, DamagedCheckpointException, RestoreRefusedException {
        try {
            cluster.survives(current.leader(), () -> {
                current.look();
                current.serve(realm.people());
            });
        } catch (IOException e) {
            // It is not known what the documents hold; somebody is elected again.
            endReign(current);
            current.leader().resign();
        }
        if (reign == current && current.isOver()) {
            endReign(current);
            current.leader().resign();
        }
    }

    private void overthrow(Reign current) throws IOException, DamagedCheckpointException, RestoreRefusedException {
        if (random.nextInt(3) == 0) {
            cluster.kill(current.leader());
        } else {
            depose(current, random.nextInt(random.nextInt(3) == 0 ? 50 : 5_000));
        }
    }

    private void endReign(Reign over) {
        replacements += over.replacements();
        versionChanges += over.changes();
        reign = null;
    }

    private void depose(Reign current, int steps)
            throws IOException, DamagedCheckpointException, RestoreRefusedException {
        endReign(current);
        staleReigns++;
        boolean isApart = random.nextInt(3) > 0;
        stale.add(new StaleReign(current, steps, isApart, isApart && random.nextBoolean()));
        elect();
    }

    private void elect() throws IOException, DamagedCheckpointException, RestoreRefusedException {
        List<SimulatedExecutor> candidates = realm.present().stream()
                .filter(executor -> !executor.isPaused() && stale.stream().noneMatch(old -> old.leader() == executor))
                .toList();
        if (candidates.isEmpty()) {
            return;
        }
        SimulatedExecutor elected = candidates.get(random.nextInt(candidates.size()));
        Reign next = new Reign(realm, elected, realm.coordination().elect());
        stale.stream()
                .filter(old -> old.isApart())
                .forEach(old -> cluster.living().stream()
                        .filter(other -> old.isParted(old.leader(), other, elected))
                        .forEach(other -> {
                            cluster.part(old.leader(), other);
                            next.avoid(old.leader());
                        }));
        try {
            if (cluster.survives(elected, next::begin) && !next.isOver()) {
                reign = next;
                reigns++;
                electTwin(next, candidates);
            }
        } catch (IOException e) {
            // It is not known what the documents hold; somebody is elected again.
            elected.resign();
        }
    }

    /** Another one leads too, if that is the bug that is looked for. */
    private void electTwin(Reign first, List<SimulatedExecutor> candidates)
            throws IOException, DamagedCheckpointException, RestoreRefusedException {
        if (!realm.plants().electsTwo() || candidates.size() < 2) {
            return;
        }
        SimulatedExecutor other = candidates.get(candidates.get(0) == first.leader() ? 1 : 0);
        Reign twin = new Reign(realm, other, first.epoch());
        if (cluster.survives(other, twin::begin) && !twin.isOver()) {
            stale.add(new StaleReign(twin, TWIN_STEPS, false, false));
        }
    }
}
