package io.millrace.worker.simulation.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Who comes and goes besides those that die: sessions end and their members live on, executors leave in an orderly way, and
 * those of one version give place to those of another, one by one.
 */
final class Crew {

    private static final int STRIKE_ONE_IN = 500;
    private static final int ROLL_ONE_IN = 1_000;
    private static final int LEAVE_ONE_IN = 400;
    private static final int STAND_BY_ONE_IN = 50;

    private final Realm realm;
    private final Random random;
    private final Map<Integer, Integer> formerNumbers = new HashMap<>();
    private int nextNumber;
    private int rolloutsLeft;
    private int strikesLeft;
    private int versions = 1;
    private String version = "1";
    private int expiries;
    private int departures;

    Crew(Realm realm) {
        this.realm = realm;
        this.random = realm.random();
        this.rolloutsLeft = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
        this.strikesLeft = random.nextInt(5);
    }

    /** Who begins at a place. */
    SimulatedExecutor.Identity next(int place) {
        Integer former = formerNumbers.get(place);
        int number = former != null && random.nextBoolean() ? former : nextNumber++;
        formerNumbers.put(place, number);
        return new SimulatedExecutor.Identity(number, version);
    }

    /** Nobody goes any more, but those of an old version. */
    void rest() {
        rolloutsLeft = 0;
        strikesLeft = 0;
    }

    /** Whether all have come who are to come. */
    boolean isAtRest() {
        return realm.present().size() == realm.cluster().size()
                && realm.present().stream()
                        .allMatch(executor -> executor.version().equals(version));
    }

    int expiries() {
        return expiries;
    }

    int departures() {
        return departures;
    }

    /** Takes away those who have left; yields those who are to leave now. */
    List<SimulatedExecutor> look(@Nullable SimulatedExecutor leader) {
        List<SimulatedExecutor> living = realm.cluster().living();
        living.stream()
                .filter(executor -> executor.hasLeft() && !executor.isPaused())
                .forEach(realm.cluster()::remove);
        standBy(leader);
        if (rolloutsLeft > 0 && random.nextInt(ROLL_ONE_IN) == 0) {
            rolloutsLeft--;
            version = versions > 1 && random.nextBoolean() ? "1" : "1" + ".1".repeat(versions++);
        }
        List<SimulatedExecutor> leaving = new ArrayList<>();
        living.stream()
                .filter(executor -> !executor.version().equals(version) && random.nextInt(LEAVE_ONE_IN) == 0)
                .forEach(leaving::add);
        if (strikesLeft > 0 && !living.isEmpty() && random.nextInt(STRIKE_ONE_IN) == 0) {
            strikesLeft--;
            SimulatedExecutor one = living.get(random.nextInt(living.size()));
            if (random.nextBoolean()) {
                expiries++;
                realm.expire(one, random.nextInt(random.nextBoolean() ? 20 : 1_500));
            } else {
                leaving.add(one);
            }
        }
        leaving.removeIf(executor -> executor.isLeaving() || executor.isPaused());
        departures += leaving.size();
        return leaving;
    }

    /** Members of another version than the one that leads see it sooner or later, and let go of everything. */
    private void standBy(@Nullable SimulatedExecutor leader) {
        if (leader == null || random.nextInt(STAND_BY_ONE_IN) > 0) {
            return;
        }
        realm.cluster().living().stream()
                .filter(executor -> !executor.version().equals(leader.version()))
                .forEach(SimulatedExecutor::dismiss);
    }

    @Override
    public String toString() {
        return "expiries=" + expiries + ", departures=" + departures + ", versions=" + versions;
    }
}
