package io.millrace.worker.simulation.crash;

import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.FileSnapshotStore;
import io.millrace.worker.checkpoint.SimulatedCoordination;
import io.millrace.worker.supervise.RestoreRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The judge over several processes that lead in turn. Leadership passes on when the leader dies, and at other times: then the
 * old leader does not know for a while and goes on, some of them out of reach of the new one. Tasks are placed over those that
 * live, again whenever one is lost, and those that come back have another number, or the same.
 *
 * <p>Everything is decided by the seed.
 */
public final class LeaderSimulation implements SimulatedCluster.Script {

    private static final int SESSION_BITS = 32;
    private static final int ELECTION_ONE_IN = 20;
    private static final int CHANGE_ONE_IN = 1000;

    private final long seed;
    private final Random random;
    private final SimulatedCluster cluster;
    private final SimulatedCoordination coordination;
    private final List<Reign> stale = new ArrayList<>();
    private final @Nullable Integer[] formerNumbers;
    private @Nullable Reign reign;
    private int nextNumber;
    private int changesLeft;
    private int reigns;
    private int staleReigns;
    private int replacements;
    private int adoptions;

    /** Makes the run of a seed. */
    public LeaderSimulation(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.cluster = new SimulatedCluster(random, this);
        this.coordination = new SimulatedCoordination(random.nextLong());
        coordination.unknownOneIn(random.nextBoolean() ? 0 : 5 + random.nextInt(40));
        this.formerNumbers = new Integer[cluster.size()];
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
        return cluster + ", reigns=" + reigns + ", staleReigns=" + staleReigns + ", placements=" + replacements
                + ", adoptions="
                + adoptions()
                + ", epoch of leader=" + (reign == null ? "none" : reign.epoch);
    }

    /** Number of times that an executor died. */
    public int deaths() {
        return cluster.deaths();
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
        return replacements;
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

    @Override
    public boolean isFinished() {
        return reign != null && reign.leader.hasFinished() && stale.isEmpty();
    }

    @Override
    public void onCalm() {
        changesLeft = 0;
        coordination.unknownOneIn(0);
        List.copyOf(stale).forEach(this::dismiss);
    }

    @Override
    public void begin(int place) throws IOException, DamagedCheckpointException, RestoreRefusedException {
        Integer former = formerNumbers[place];
        int number = former != null && random.nextBoolean() ? former : nextNumber++;
        formerNumbers[place] = number;
        SimulatedExecutor executor = cluster.make(place, number);
        cluster.survives(
                executor,
                () -> executor.serve(
                        new FileSnapshotStore(cluster.disk(), SimulatedCluster.TOPOLOGY, coordination.lagging())));
    }

    @Override
    public void onDied(SimulatedExecutor executor) {
        adoptions += executor.adoptions();
        stale.removeIf(old -> old.leader == executor);
        if (reign != null && reign.leader == executor) {
            reign = null;
        }
    }

    /** A leader that has been left behind may be out of reach of those that came after it, or of everybody. */
    @Override
    public boolean isReachable(SimulatedExecutor from, SimulatedExecutor to) {
        return stale.stream().noneMatch(old -> isParted(old, from, to) || isParted(old, to, from));
    }

    private boolean isParted(Reign old, SimulatedExecutor one, SimulatedExecutor other) {
        boolean isLeader = reign != null && reign.leader == other;
        return one == old.leader && (old.isAlone || (old.isApart && isLeader));
    }

    @Override
    public void beforeStep() throws IOException, DamagedCheckpointException, RestoreRefusedException {
        for (Reign old : List.copyOf(stale)) {
            if (old.stepsLeft-- <= 0) {
                dismiss(old);
            } else {
                old.look();
            }
        }
        Reign current = reign;
        if (current == null) {
            if (random.nextInt(ELECTION_ONE_IN) == 0) {
                elect();
            }
        } else if (changesLeft > 0 && cluster.living().size() > 1 && random.nextInt(CHANGE_ONE_IN) == 0) {
            changesLeft--;
            depose(current);
        } else {
            current.look();
        }
    }

    private void depose(Reign current) throws IOException, DamagedCheckpointException, RestoreRefusedException {
        if (random.nextInt(3) == 0) {
            cluster.kill(current.leader);
            return;
        }
        reign = null;
        staleReigns++;
        stale.add(current);
        current.stepsLeft = random.nextInt(random.nextInt(3) == 0 ? 50 : 20_000);
        current.isApart = random.nextInt(3) > 0;
        current.isAlone = current.isApart && random.nextBoolean();
        elect();
    }

    /** A leader is told that it leads no more. */
    private void dismiss(Reign old) {
        stale.remove(old);
        old.leader.resign();
    }

    private void elect() throws IOException, DamagedCheckpointException, RestoreRefusedException {
        List<SimulatedExecutor> candidates = cluster.living().stream()
                .filter(executor -> stale.stream().noneMatch(old -> old.leader == executor))
                .toList();
        if (candidates.isEmpty()) {
            return;
        }
        SimulatedExecutor elected = candidates.get(random.nextInt(candidates.size()));
        Reign next = new Reign(elected, coordination.elect());
        try {
            cluster.survives(elected, () -> begin(next));
        } catch (IOException e) {
            // It is not known what the documents hold; somebody is elected again.
            elected.resign();
        }
    }

    private void begin(Reign next) throws IOException, DamagedCheckpointException, RestoreRefusedException {
        CheckpointStore store =
                FileCheckpointStore.open(cluster.disk(), SimulatedCluster.TOPOLOGY, coordination, next.epoch);
        next.leader.lead(store, new AtomicLong(next.epoch << SESSION_BITS)::getAndIncrement, next::givenUp);
        reign = next;
        reigns++;
        stale.stream().filter(old -> old.isApart).forEach(old -> {
            cluster.living().stream()
                    .filter(other -> !isReachable(old.leader, other))
                    .forEach(other -> cluster.part(old.leader, other));
            next.avoided.add(old.leader.number());
        });
        if (random.nextInt(5) > 0) {
            next.leader.find(Set.copyOf(next.numbers()));
        }
        next.place();
    }

    /** One executor's time as a leader, which may last longer than the others take it for one. */
    private final class Reign {

        private final SimulatedExecutor leader;
        private final long epoch;
        private final int shift = random.nextInt(3);
        private final List<Integer> avoided = new ArrayList<>();
        private final boolean isOnlyMaster = random.nextBoolean();
        private List<Integer> placed = List.of();
        private int stepsLeft;
        private boolean isApart;
        private boolean isAlone;

        Reign(SimulatedExecutor leader, long epoch) {
            this.leader = leader;
            this.epoch = epoch;
        }

        /** What is thought to be lost gets no work for a while, or it does at once. */
        void givenUp(int lost) {
            if (lost != leader.number() && (isAlone || random.nextBoolean())) {
                avoided.add(lost);
            }
            place();
        }

        /** Sees sooner or later that executors have gone, or that others have come. */
        void look() {
            if (random.nextInt(30) == 0
                    && (random.nextInt(60) == 0 || !numbers().containsAll(placed))) {
                avoided.removeIf(number -> random.nextBoolean());
                place();
            }
        }

        private void place() {
            List<Integer> members = new ArrayList<>(numbers());
            members.removeAll(avoided);
            if (isOnlyMaster && members.size() > 1) {
                members.remove((Integer) leader.number());
            }
            if (!placed.isEmpty()) {
                replacements++;
            }
            placed = members;
            leader.assign((stage, task) -> members.get((task + shift * stage) % members.size()));
        }

        private List<Integer> numbers() {
            return cluster.living().stream().map(SimulatedExecutor::number).toList();
        }
    }
}
