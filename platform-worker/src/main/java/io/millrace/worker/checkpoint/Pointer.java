package io.millrace.worker.checkpoint;

import io.millrace.worker.lines.LinesReader;
import io.millrace.worker.lines.LinesWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which checkpoints are decided. A checkpoint that it does not name does not exist, whatever lies in the folder.
 *
 * @param topology name of the topology
 * @param latest number of the one that a restart goes on from, or 0
 * @param entries one for each decided checkpoint, the newest first
 */
record Pointer(String topology, long latest, List<Entry> entries) {

    private static final Comparator<Entry> NEWEST_FIRST =
            Comparator.comparingLong(Entry::checkpointId).reversed();

    /**
     * A decided checkpoint.
     *
     * @param checkpointId its number
     * @param isSavepoint whether it is kept until somebody deletes it
     * @param checksum CRC-32C of the file of its manifest
     */
    record Entry(long checkpointId, boolean isSavepoint, int checksum) {}

    Pointer {
        entries = entries.stream().sorted(NEWEST_FIRST).toList();
    }

    static Pointer empty(String topology) {
        return new Pointer(topology, 0, List.of());
    }

    Optional<Entry> find(long checkpointId) {
        return entries.stream()
                .filter(entry -> entry.checkpointId == checkpointId)
                .findFirst();
    }

    /** After one more was decided. */
    Pointer with(Entry entry) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(entry);
        return new Pointer(topology, entry.checkpointId, more);
    }

    /** After some are gone. */
    Pointer without(List<Entry> gone) {
        return new Pointer(
                topology,
                latest,
                entries.stream().filter(entry -> !gone.contains(entry)).toList());
    }

    /** After the run has finished. */
    Pointer finished() {
        return new Pointer(
                topology, 0, entries.stream().filter(Entry::isSavepoint).toList());
    }

    /** What goes when so many are kept: never a savepoint, nor the latest. */
    List<Entry> beyond(int checkpoints) {
        return entries.stream()
                .filter(entry -> !entry.isSavepoint)
                .skip(checkpoints)
                .filter(entry -> entry.checkpointId != latest)
                .toList();
    }

    String text() {
        LinesWriter lines = new LinesWriter()
                .put("topology", topology)
                .put("latest", latest)
                .put("checkpoints", entries.size());
        for (int i = 0; i < entries.size(); i++) {
            String prefix = "checkpoint." + i + ".";
            lines.put(prefix + "id", entries.get(i).checkpointId)
                    .put(prefix + "isSavepoint", entries.get(i).isSavepoint)
                    .put(prefix + "checksum", entries.get(i).checksum);
        }
        return lines.toString();
    }

    /** Reads what {@link #text} has written. */
    static Pointer parsed(String location, String text) throws DamagedCheckpointException {
        try {
            return of(new LinesReader(text));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Damage.of(location, String.valueOf(e.getMessage()));
        }
    }

    private static Pointer of(LinesReader lines) {
        List<Entry> entries = new ArrayList<>();
        int count = lines.count("checkpoints");
        for (int i = 0; i < count; i++) {
            String prefix = "checkpoint." + i + ".";
            entries.add(new Entry(
                    lines.number(prefix + "id"),
                    lines.text(prefix + "isSavepoint").equals("true"),
                    Math.toIntExact(lines.number(prefix + "checksum"))));
        }
        Pointer pointer = new Pointer(lines.text("topology"), lines.number("latest"), entries);
        if (pointer.latest != 0 && pointer.find(pointer.latest).isEmpty()) {
            throw new IllegalArgumentException("Latest is not among the checkpoints: latest=" + pointer.latest);
        }
        return pointer;
    }
}
