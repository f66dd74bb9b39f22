package io.millrace.worker.simulation.crash;

import io.millrace.worker.checkpoint.SimulatedCoordination;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** What leaders of a simulation that come one after the other share: who is there, and what they agree on. */
final class Realm {

    private final Random random;
    private final SimulatedCluster cluster;
    private final SimulatedCoordination coordination;
    private final Plants plants;
    private final People people;
    private final Map<SimulatedExecutor, Integer> absent = new HashMap<>();

    Realm(Random random, SimulatedCluster cluster, SimulatedCoordination coordination, Plants plants) {
        this.random = random;
        this.cluster = cluster;
        this.coordination = coordination;
        this.plants = plants;
        this.people = new People(random, cluster.ledger());
    }

    Random random() {
        return random;
    }

    SimulatedCluster cluster() {
        return cluster;
    }

    SimulatedCoordination coordination() {
        return coordination;
    }

    Plants plants() {
        return plants;
    }

    People people() {
        return people;
    }

    /** The session of an executor ends, which lives on; after a while it is there again, under the same number. */
    void expire(SimulatedExecutor executor, int steps) {
        absent.put(executor, steps);
    }

    boolean isAbsent(SimulatedExecutor executor) {
        return absent.containsKey(executor);
    }

    /** Time passes; those that stand still do not come back. */
    void pass() {
        if (absent.isEmpty()) {
            return;
        }
        absent.replaceAll((executor, steps) -> executor.isPaused() ? steps : steps - 1);
        absent.values().removeIf(steps -> steps <= 0);
    }

    void forget(SimulatedExecutor gone) {
        absent.remove(gone);
    }

    /** Those who are there, as far as the coordination knows. */
    List<SimulatedExecutor> present() {
        return cluster.living().stream()
                .filter(executor -> !executor.isLeaving() && !absent.containsKey(executor))
                .toList();
    }

    /** Numbers of those of a version. */
    List<Integer> numbers(String version) {
        return present().stream()
                .filter(executor -> executor.version().equals(version))
                .map(SimulatedExecutor::number)
                .toList();
    }

    Set<String> versions() {
        Set<String> versions = new TreeSet<>();
        present().forEach(executor -> versions.add(executor.version()));
        return versions;
    }

    boolean hasMembers(String version) {
        return versions().contains(version);
    }
}
