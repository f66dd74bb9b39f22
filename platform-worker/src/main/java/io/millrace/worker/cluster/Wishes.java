package io.millrace.worker.cluster;

import io.millrace.worker.lines.LinesReader;
import io.millrace.worker.lines.LinesWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What people have asked of topologies, and what every leader is to see to.
 *
 * <p>Immutable.
 *
 * @param stopped topologies that are not to run
 * @param draining topologies that are to come to their end
 * @param beginnings what topologies are to begin with that were not to go on from their last checkpoint, as text
 */
public record Wishes(Set<String> stopped, Set<String> draining, Map<String, String> beginnings) {

    /** Nobody has asked for anything. */
    public static final Wishes NONE = new Wishes(Set.of(), Set.of(), Map.of());

    private static final String STOPPED = "stopped.";
    private static final String DRAINING = "draining.";
    private static final String BEGINNING = "beginning.";

    /** Keeps copies. */
    public Wishes {
        stopped = Set.copyOf(stopped);
        draining = Set.copyOf(draining);
        beginnings = Map.copyOf(beginnings);
    }

    /** A topology is not to run. */
    public Wishes stop(String topology) {
        return new Wishes(with(stopped, topology), without(draining, topology), beginnings);
    }

    /** A topology is to come to its end. */
    public Wishes drain(String topology) {
        return new Wishes(stopped, with(draining, topology), beginnings);
    }

    /** A topology is to run, and to begin with what it was to begin with before, unless it has checkpoints since then. */
    public Wishes resume(String topology) {
        return new Wishes(without(stopped, topology), without(draining, topology), beginnings);
    }

    /** A topology is to run, and to go on from its last checkpoint, whatever it was to begin with before. */
    public Wishes goOn(String topology) {
        Map<String, String> others = new TreeMap<>(beginnings);
        others.remove(topology);
        return new Wishes(without(stopped, topology), without(draining, topology), others);
    }

    /** A topology is to run, and to begin with something else than its last checkpoint. */
    public Wishes begin(String topology, String beginning) {
        Map<String, String> all = new TreeMap<>(beginnings);
        all.put(topology, beginning);
        return new Wishes(without(stopped, topology), without(draining, topology), all);
    }

    void write(LinesWriter lines) {
        new TreeSet<>(stopped).forEach(topology -> lines.put(STOPPED + topology, true));
        new TreeSet<>(draining).forEach(topology -> lines.put(DRAINING + topology, true));
        lines.putAll(BEGINNING, new TreeMap<>(beginnings));
    }

    static Wishes read(LinesReader lines) {
        return new Wishes(lines.all(STOPPED).keySet(), lines.all(DRAINING).keySet(), lines.all(BEGINNING));
    }

    private static Set<String> with(Set<String> names, String name) {
        Set<String> all = new TreeSet<>(names);
        all.add(name);
        return all;
    }

    private static Set<String> without(Set<String> names, String name) {
        Set<String> others = new TreeSet<>(names);
        others.remove(name);
        return others;
    }
}
