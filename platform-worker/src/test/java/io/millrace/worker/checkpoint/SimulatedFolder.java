package io.millrace.worker.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A folder of a {@link SimulatedDisk}: names, and which of them would survive a crash. */
final class SimulatedFolder {

    private static final int TWO_NAMES_ONE_IN = 16;

    private SortedMap<String, Object> entries = new TreeMap<>();
    private final SortedMap<String, Object> synced = new TreeMap<>();
    private final List<Change> unsynced = new ArrayList<>();

    /** A name that came, or went if there is no node; the former name goes in the same step. */
    private record Change(
            String name, @Nullable Object node, @Nullable String formerName) {

        void applyTo(SortedMap<String, Object> names) {
            if (formerName != null) {
                names.remove(formerName);
            }
            if (node == null) {
                names.remove(name);
            } else {
                names.put(name, node);
            }
        }
    }

    SortedMap<String, Object> entries() {
        return entries;
    }

    void put(String name, Object node) {
        change(new Change(name, node, null));
    }

    void remove(String name) {
        change(new Change(name, null, null));
    }

    void rename(String from, String to) {
        Object node = entries.get(from);
        change(new Change(to, node, from));
    }

    private void change(Change change) {
        change.applyTo(entries);
        unsynced.add(change);
    }

    void sync() {
        unsynced.forEach(change -> change.applyTo(synced));
        unsynced.clear();
    }

    /** Of the changes that were not synced any may be left, in their order; a renamed file may have both names. */
    void crash(Random random) {
        int mode = random.nextInt(4);
        for (Change change : unsynced) {
            if (mode == 0 || (mode > 1 && random.nextBoolean())) {
                boolean hasBoth = change.formerName != null && random.nextInt(TWO_NAMES_ONE_IN) == 0;
                Change left = hasBoth ? new Change(change.name, change.node, null) : change;
                left.applyTo(synced);
            }
        }
        unsynced.clear();
        entries = new TreeMap<>(synced);
        for (Object node : entries.values()) {
            if (node instanceof SimulatedFolder folder) {
                folder.crash(random);
            } else {
                ((SimulatedFile) node).crash(random);
            }
        }
    }
}
