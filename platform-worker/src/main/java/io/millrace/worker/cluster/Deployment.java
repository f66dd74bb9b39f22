package io.millrace.worker.cluster;

import io.millrace.worker.lines.LinesReader;
import io.millrace.worker.lines.LinesWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which version of an application runs its topologies, which others are there, and which topologies are not to run. Members of
 * all versions agree on it; only leaders change it.
 *
 * <p>The version whose members came last is wanted, and takes over when it has slots for all of its topologies. It is on trial
 * until each of them has taken a checkpoint. If one fails before, the version before it goes on from where it was, and the one
 * that failed is refused for as long as members of it are there.
 *
 * <p>Immutable.
 *
 * @param inForce the version that runs
 * @param former the version that takes its place back if it fails, or null if it is on trial no more
 * @param seen all versions of which there are members, in the order in which the first of each came
 * @param refused what was wrong with versions that failed
 * @param wishes what people have asked of topologies
 */
public record Deployment(
        String inForce, @Nullable String former, List<String> seen, Map<String, String> refused, Wishes wishes) {

    private static final String SEEN = "seen.";
    private static final String REFUSED = "refused.";

    /** Keeps copies. */
    public Deployment {
        seen = List.copyOf(seen);
        refused = Map.copyOf(refused);
    }

    /** That of an application which has not run before. */
    public static Deployment of(String version) {
        return new Deployment(version, null, List.of(version), Map.of(), Wishes.NONE);
    }

    /** Whether the version in force has not shown yet that it can run what there is. */
    public boolean isOnTrial() {
        return former != null;
    }

    /** Members of these versions are there. A version that has gone, and comes back, comes as a new one. */
    public Deployment withPresent(Set<String> versions) {
        List<String> order = new ArrayList<>(seen);
        order.removeIf(version -> !versions.contains(version) && !version.equals(inForce));
        new TreeSet<>(versions)
                .stream().filter(version -> !order.contains(version)).forEach(order::add);
        Map<String, String> still = new TreeMap<>(refused);
        still.keySet().retainAll(versions);
        return new Deployment(inForce, former, order, still, wishes);
    }

    /**
     * The version that is to take the place of the one in force; empty if that one is to go on.
     *
     * @param canRun says whether the members of a version can lead, and have slots for all of its topologies
     */
    public Optional<String> successor(Predicate<String> canRun) {
        boolean canGoOn = canRun.test(inForce);
        int from = canGoOn ? seen.indexOf(inForce) + 1 : 0;
        for (int i = seen.size() - 1; i >= from; i--) {
            String version = seen.get(i);
            if (!version.equals(inForce) && !refused.containsKey(version) && canRun.test(version)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    /** Another version is in force, on trial. */
    public Deployment cutOver(String version) {
        return new Deployment(version, inForce, seen, refused, wishes);
    }

    /** The version in force has shown that it can run what there is. */
    public Deployment confirmed() {
        return new Deployment(inForce, null, seen, refused, wishes);
    }

    /** The version in force has failed: the one before it is in force again. */
    public Deployment revoked(String reason) {
        String back = former;
        if (back == null) {
            throw new IllegalStateException("Version is not on trial: version=" + inForce);
        }
        Map<String, String> all = new TreeMap<>(refused);
        all.put(inForce, reason);
        return new Deployment(back, null, seen, all, wishes);
    }

    /** People have asked for something else. */
    public Deployment withWishes(Wishes other) {
        return new Deployment(inForce, former, seen, refused, other);
    }

    /** As text, for the document. */
    public String text() {
        LinesWriter lines = new LinesWriter().put("inForce", inForce);
        if (former != null) {
            lines.put("former", former);
        }
        for (int i = 0; i < seen.size(); i++) {
            lines.put(SEEN + i, seen.get(i));
        }
        lines.putAll(REFUSED, refused);
        wishes.write(lines);
        return lines.toString();
    }

    /**
     * Reads what {@link #text} has written.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Deployment parse(String text) {
        LinesReader lines = new LinesReader(text);
        List<String> seen = new ArrayList<>();
        for (int i = 0; lines.has(SEEN + i); i++) {
            seen.add(lines.text(SEEN + i));
        }
        return new Deployment(
                lines.text("inForce"),
                lines.has("former") ? lines.text("former") : null,
                seen,
                lines.all(REFUSED),
                Wishes.read(lines));
    }
}
