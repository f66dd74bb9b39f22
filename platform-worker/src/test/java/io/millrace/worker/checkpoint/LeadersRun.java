package io.millrace.worker.checkpoint;

import static io.millrace.worker.checkpoint.Checkpoints.TOPOLOGY;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.worker.checkpoint.Manifest.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One random run of leaders that succeed each other over one folder. One that has been replaced is not told and goes on, and
 * any of them stands still in the middle of what it does while others act.
 */
final class LeadersRun {

    private static final int MAX_DEPTH = 3;
    private static final String POINTER_PATH = DocumentLedger.path(TOPOLOGY, StoreNames.POINTER);

    private final int seed;
    private final Random random;
    private final SimulatedDisk disk;
    private final SimulatedCoordination coordination;
    private final List<ActingLeader> leaders = new ArrayList<>();
    private final Set<Long> attempts = new HashSet<>();

    /** Epoch in which each number was given. */
    private final Map<Long, Long> checkpoints = new HashMap<>();

    private final TreeSet<Long> everDecided = new TreeSet<>();

    private Pointer pointer = Pointer.empty(TOPOLOGY);
    private long pointerEpoch;
    private int depth;
    private boolean isChecking;
    private int refused;

    LeadersRun(int seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.disk = new SimulatedDisk(seed);
        this.coordination = new SimulatedCoordination(seed);
        coordination.observe(this::onWrite);
    }

    SimulatedCoordination coordination() {
        return coordination;
    }

    /** How often a leader was told that it leads no more. */
    int refused() {
        return refused;
    }

    /** Checkpoints that were decided. */
    int decided() {
        return everDecided.size();
    }

    void steps(int count) throws Exception {
        leaders.add(new ActingLeader(coordination.elect()));
        for (int i = 0; i < count; i++) {
            if (random.nextInt(12) == 0) {
                leaders.add(new ActingLeader(coordination.elect()));
            }
            step(chosen());
        }
        coordination.unknownOneIn(0);
        disk.heal();
        coordination.stallIn(0, () -> {});
        try (FileCheckpointStore last = FileCheckpointStore.open(disk, TOPOLOGY, coordination, coordination.elect())) {
            assertFilesAreThere();
            assertNothingIsLeftOver(last);
        }
    }

    /** Mostly the one that leads; none that stands still. */
    private @Nullable ActingLeader chosen() {
        List<ActingLeader> idle =
                leaders.stream().filter(leader -> !leader.isActing).toList();
        if (idle.isEmpty()) {
            return null;
        }
        return idle.get(random.nextInt(3) > 0 ? idle.size() - 1 : random.nextInt(idle.size()));
    }

    private void step(@Nullable ActingLeader leader) {
        if (leader == null) {
            return;
        }
        if (depth < MAX_DEPTH && random.nextInt(3) == 0) {
            disk.stallAt(disk.operations() + 1 + random.nextInt(30), this::meanwhile);
        }
        if (depth < MAX_DEPTH && random.nextInt(3) == 0) {
            coordination.stallIn(1 + random.nextInt(3), this::meanwhile);
        }
        depth++;
        leader.isActing = true;
        int unknownsBefore = coordination.unknowns();
        try {
            leader.act();
        } catch (NotLeaderException over) {
            refused++;
            assertThat(leader.epoch).as("seed %d", seed).isLessThan(coordination.epoch());
        } catch (IOException | DamagedCheckpointException | IllegalStateException fault) {
            boolean isExcused = leader.epoch < coordination.epoch()
                    || coordination.unknowns() > unknownsBefore
                    || String.valueOf(fault.getMessage()).contains("named by no decided checkpoint")
                    || leaders.stream().anyMatch(other -> other.isActing && other != leader);
            assertThat(isExcused).as("seed %d: %s", seed, fault).isTrue();
        } finally {
            leader.isActing = false;
            depth--;
        }
        assertFilesAreThere();
    }

    /** Somebody stands still; others act. */
    private void meanwhile() {
        if (isChecking || depth > MAX_DEPTH) {
            return;
        }
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            if (random.nextInt(5) == 0) {
                leaders.add(new ActingLeader(coordination.elect()));
            }
            step(chosen());
        }
    }

    /** Each pointer follows from the one before it, and epochs only grow. */
    private void onWrite(long epoch, String path, String content) {
        assertThat(epoch).as("seed %d, %s", seed, path).isGreaterThanOrEqualTo(pointerEpoch);
        pointerEpoch = epoch;
        if (!path.equals(POINTER_PATH)) {
            return;
        }
        Pointer next = parsed(content);
        for (Pointer.Entry entry : next.entries()) {
            boolean isOwn = Long.valueOf(epoch).equals(checkpoints.get(entry.checkpointId()));
            boolean isNew = isOwn && entry.checkpointId() == next.latest() && next.latest() > pointer.latest();
            assertThat(isNew || pointer.entries().contains(entry))
                    .as("seed %d, %s", seed, entry)
                    .isTrue();
        }
        boolean isBack = next.latest() < pointer.latest() && next.latest() != 0;
        assertThat(isBack).as("seed %d, %s after %s", seed, next, pointer).isFalse();
        if (next.latest() > pointer.latest()) {
            everDecided.add(next.latest());
        }
        pointer = next;
    }

    private Pointer parsed(String content) {
        try {
            return Pointer.parsed(POINTER_PATH, content);
        } catch (DamagedCheckpointException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    /** What the pointer names is there in full, whoever has done what. */
    private void assertFilesAreThere() {
        isChecking = true;
        try {
            for (Pointer.Entry entry : pointer.entries()) {
                CheckpointFolder folder = new CheckpointFolder(disk, TOPOLOGY, entry.checkpointId());
                Manifest manifest = folder.readManifest(entry.checksum());
                folder.verify(manifest);
                new SharedFolder(disk, TOPOLOGY).compare(manifest.sharedFiles());
            }
        } catch (IOException | DamagedCheckpointException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage() + ", pointer=" + pointer, e);
        } finally {
            isChecking = false;
        }
    }

    /** Nobody acts any more, so all that is not named is gone. */
    private void assertNothingIsLeftOver(FileCheckpointStore store) throws IOException {
        Set<String> folders = new HashSet<>();
        Set<String> shared = new HashSet<>();
        for (StoredCheckpoint stored : store.list()) {
            folders.add(StoreNames.checkpoint(stored.checkpointId()));
            stored.manifest().sharedFiles().forEach(file -> shared.add(file.name()));
        }
        List<String> names = new ArrayList<>(disk.list(TOPOLOGY));
        boolean hasShared = names.contains(StoreNames.SHARED);
        names.removeIf(name -> StoreNames.checkpointId(name).isEmpty());
        assertThat(names).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(folders);
        assertThat(hasShared ? disk.list(TOPOLOGY + "/" + StoreNames.SHARED) : List.<String>of())
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(shared);
    }

    /** A leader with one member, until nobody asks it any more. */
    private final class ActingLeader {

        private final long epoch;
        private final FileSnapshotStore member = new FileSnapshotStore(disk, TOPOLOGY, coordination.lagging());
        private final Map<Long, SnapshotFile> written = new HashMap<>();
        private final Map<Long, List<SharedFile>> shared = new HashMap<>();
        private @Nullable FileCheckpointStore store;
        private boolean isActing;

        ActingLeader(long epoch) {
            this.epoch = epoch;
        }

        void act() throws IOException, DamagedCheckpointException {
            FileCheckpointStore open = store;
            if (open == null) {
                store = FileCheckpointStore.open(disk, TOPOLOGY, coordination, epoch);
                return;
            }
            switch (random.nextInt(12)) {
                case 0 -> takeAttempt(open);
                case 1, 2, 3 -> write(open);
                case 4, 5, 6, 7 -> complete(open);
                case 8 -> open.retain(1 + random.nextInt(3));
                case 9 -> discard(open);
                case 10 -> deleteSavepoint(open);
                default -> look(open);
            }
        }

        private void takeAttempt(FileCheckpointStore open) throws IOException {
            long greatest = attempts.stream().mapToLong(Long::longValue).max().orElse(0);
            long attempt = open.nextAttempt(0);
            assertThat(attempts.add(attempt))
                    .as("seed %d, attempt %d", seed, attempt)
                    .isTrue();
            if (epoch == coordination.epoch()) {
                assertThat(attempt).as("seed %d", seed).isGreaterThan(greatest);
            }
        }

        private void write(FileCheckpointStore open) throws IOException {
            long id = open.nextCheckpoint();
            assertThat(checkpoints.put(id, epoch))
                    .as("seed %d, checkpoint %d", seed, id)
                    .isNull();
            SnapshotStore writer = random.nextBoolean() ? open : member;
            SnapshotFile file = Checkpoints.write(writer, id, "task-0", "of " + id);
            List<SharedFile> files = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                files.add(Checkpoints.share(writer, id, "t-" + i + ".sst", "shared " + id));
            }
            for (long decidedOnce : List.copyOf(everDecided.tailSet(Math.max(0, id - 100)))) {
                addHeld(writer, decidedOnce, files);
            }
            shared.put(id, files);
            written.put(id, file);
        }

        /** As a task does that knows what it wrote once, and asks whether that is still held. */
        private void addHeld(SnapshotStore writer, long decidedOnce, List<SharedFile> files) throws IOException {
            for (int i = 1; i < 3; i++) {
                String text = "shared " + decidedOnce;
                SharedFile known = new SharedFile(
                        StoreNames.shared(decidedOnce, "t-" + i + ".sst"),
                        text.length(),
                        Checksums.of(text.getBytes(StandardCharsets.UTF_8), 0, text.length()));
                if (writer.holds(known)) {
                    files.add(known);
                }
            }
        }

        private void complete(FileCheckpointStore open) throws IOException, DamagedCheckpointException {
            if (written.isEmpty()) {
                return;
            }
            long id = written.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
            SnapshotFile file = written.get(id);
            written.clear();
            boolean isSavepoint = random.nextInt(5) == 0;
            open.complete(
                    isSavepoint
                            ? Checkpoints.manifest(id, Kind.SAVEPOINT, file)
                            : Checkpoints.manifest(id, Kind.CHECKPOINT, file, shared.get(id)));
        }

        private void discard(FileCheckpointStore open) throws IOException {
            if (!checkpoints.isEmpty()) {
                List<Long> own = checkpoints.entrySet().stream()
                        .filter(entry -> entry.getValue() == epoch)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
                if (!own.isEmpty()) {
                    long id = own.get(random.nextInt(own.size()));
                    written.remove(id);
                    discard(open, id);
                }
            }
        }

        private void discard(FileCheckpointStore open, long id) throws IOException {
            try {
                open.discard(id);
            } catch (IllegalStateException decidedAlready) {
                assertThat(decidedAlready).hasMessageContaining("is decided");
            }
        }

        private void deleteSavepoint(FileCheckpointStore open) throws IOException {
            for (StoredCheckpoint stored : open.list()) {
                Manifest manifest = stored.manifest();
                boolean isSavepoint = manifest != null && manifest.kind() == Kind.SAVEPOINT;
                if (isSavepoint && stored.checkpointId() != pointer.latest()) {
                    open.deleteSavepoint(stored.checkpointId());
                    return;
                }
            }
        }

        /** Files that a later leader has deleted are not damage. */
        private void look(FileCheckpointStore open) throws IOException {
            try {
                open.latest();
            } catch (DamagedCheckpointException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
