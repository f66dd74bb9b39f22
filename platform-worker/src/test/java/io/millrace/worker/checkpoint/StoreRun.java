package io.millrace.worker.checkpoint;

import static io.millrace.worker.checkpoint.Checkpoints.TOPOLOGY;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.worker.checkpoint.Manifest.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One random run of a store, and the model that it is compared with. */
final class StoreRun {

    private final int seed;
    private final Random random;
    private final SimulatedDisk disk;
    private final @Nullable SimulatedCoordination coordination;
    private final Map<Long, List<String>> texts = new HashMap<>();
    private final Map<Long, SnapshotFile> written = new TreeMap<>();
    private final Map<Long, List<SharedFile>> shared = new HashMap<>();
    private final Map<String, String> sharedTexts = new HashMap<>();
    private final Set<Long> checkpointNumbers = new HashSet<>();
    private final Set<Long> attemptNumbers = new HashSet<>();
    private StoreModel model = StoreModel.EMPTY;

    /** What the store may hold as well, because a call did not come back well. */
    private @Nullable StoreModel alternative;

    private @Nullable CheckpointStore store;
    private boolean hasFaults;
    private int crashes;
    private int faultsMet;
    private long operations;

    /** A run of a store that decides in its folder. */
    StoreRun(int seed) {
        this(seed, null);
    }

    /** A run of a store that decides in a cluster; each time that it is opened, as a later leader. */
    StoreRun(int seed, @Nullable SimulatedCoordination coordination) {
        this.seed = seed;
        this.coordination = coordination;
        this.random = new Random(seed);
        this.disk = new SimulatedDisk(seed);
    }

    /** A step of a run: a call, and what it makes of the model. */
    private interface Call {
        void run(CheckpointStore store) throws IOException, DamagedCheckpointException;
    }

    int crashes() {
        return crashes;
    }

    int faultsMet() {
        return faultsMet;
    }

    /** Operations of the disk in the steps. */
    long operations() {
        return operations;
    }

    void crashAt(long operation) {
        disk.crashAt(operation);
    }

    void faults(boolean on) {
        hasFaults = on;
        if (coordination != null) {
            coordination.unknownOneIn(on ? 20 : 0);
        }
    }

    void steps(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            if (hasFaults && random.nextInt(4) == 0) {
                provoke();
            }
            step();
        }
        operations = disk.operations();
        faults(false);
        restart(random.nextBoolean());
        step();
        compare(opened());
    }

    private void provoke() {
        long operation = disk.operations() + 1 + random.nextInt(25);
        switch (random.nextInt(6)) {
            case 0 -> disk.failAt(operation);
            case 1 -> disk.flipWriteAt(operation);
            case 2 -> restart(true);
            case 3 -> restart(false);
            default -> disk.crashAt(operation);
        }
    }

    private void step() throws Exception {
        try {
            CheckpointStore open = opened();
            int choice = random.nextInt(20);
            if (choice < 4) {
                takeNumbers(open);
            } else if (choice < 8) {
                write(open);
            } else if (choice < 13) {
                complete(open);
            } else if (choice < 15) {
                int kept = 1 + random.nextInt(3);
                change(open, now -> now.retained(kept), calls -> calls.retain(kept));
            } else if (choice < 17) {
                discard(open);
            } else if (choice < 18) {
                deleteSavepoint(open);
            } else if (choice < 19 && random.nextInt(3) == 0) {
                change(open, StoreModel::finished, CheckpointStore::finish);
            } else {
                compare(open);
            }
        } catch (IOException | DamagedCheckpointException fault) {
            assertThat(hasFaults).as("seed %d: %s", seed, fault).isTrue();
            faultsMet++;
        } catch (SimulatedCrash crash) {
            crashes++;
            restart(true);
        }
    }

    private CheckpointStore opened() throws IOException, DamagedCheckpointException {
        if (store == null) {
            FileCheckpointStore opening = open();
            store = opening;
            if (hasFaults) {
                // Where a manifest could not be read, what it may name has stayed.
                disk.heal();
                opening.close();
                store = null;
                opening = open();
                store = opening;
            }
            assertNothingIsLeftOver(opening);
        }
        return store;
    }

    private FileCheckpointStore open() throws IOException, DamagedCheckpointException {
        return coordination == null
                ? FileCheckpointStore.open(disk, TOPOLOGY)
                : FileCheckpointStore.open(disk, TOPOLOGY, coordination, coordination.elect());
    }

    private void assertNothingIsLeftOver(CheckpointStore opening) throws IOException {
        List<String> folders = new ArrayList<>(disk.list(TOPOLOGY));
        folders.removeIf(name -> StoreNames.checkpointId(name).isEmpty());
        assertThat(folders)
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(Checkpoints.ids(opening).stream()
                        .map(StoreNames::checkpoint)
                        .toList());
        assertThat(sharedOnDisk()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(sharedOfDecided(opening));
    }

    private List<String> sharedOnDisk() throws IOException {
        return disk.list(TOPOLOGY).contains(StoreNames.SHARED)
                ? disk.list(TOPOLOGY + "/" + StoreNames.SHARED)
                : List.of();
    }

    private static List<String> sharedOfDecided(CheckpointStore opening) throws IOException {
        Set<String> names = new HashSet<>();
        for (StoredCheckpoint stored : opening.list()) {
            if (stored.manifest() == null) {
                throw new IOException("Manifest cannot be read: checkpointId=" + stored.checkpointId());
            }
            stored.manifest().sharedFiles().forEach(file -> names.add(file.name()));
        }
        return List.copyOf(names);
    }

    /** The process starts again, and the machine too if it crashes. */
    private void restart(boolean crashes) {
        if (crashes) {
            disk.crash();
        } else {
            disk.restart();
        }
        store = null;
        written.clear();
    }

    private void takeNumbers(CheckpointStore open) throws IOException {
        long checkpoint = open.nextCheckpoint();
        assertThat(checkpointNumbers.add(checkpoint))
                .as("seed %d, checkpoint %d", seed, checkpoint)
                .isTrue();
        long attempt = open.nextAttempt(0);
        assertThat(attemptNumbers.add(attempt))
                .as("seed %d, attempt %d", seed, attempt)
                .isTrue();
    }

    private void write(CheckpointStore open) throws IOException {
        long id = open.nextCheckpoint();
        assertThat(checkpointNumbers.add(id))
                .as("seed %d, checkpoint %d", seed, id)
                .isTrue();
        String[] content = new String[random.nextInt(4)];
        for (int i = 0; i < content.length; i++) {
            content[i] = (id + "/" + i + " ").repeat(1 + random.nextInt(random.nextInt(8) == 0 ? 700 : 10));
        }
        SnapshotFile file = Checkpoints.write(open, id, "task-0", content);
        List<SharedFile> own = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String text = ("shared " + id + "/" + i + " ").repeat(1 + random.nextInt(300));
            SharedFile sharedFile = Checkpoints.share(open, id, "t-" + i + ".sst", text);
            own.add(sharedFile);
            sharedTexts.put(sharedFile.name(), text);
        }
        shared.put(id, own);
        written.put(id, file);
        texts.put(id, List.of(content));
    }

    private void complete(CheckpointStore open) throws IOException, DamagedCheckpointException {
        if (written.isEmpty()) {
            write(open);
        }
        long id = written.keySet().iterator().next();
        SnapshotFile file = written.remove(id);
        if (id > latestOf(open)) {
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            Manifest manifest = kind == Kind.SAVEPOINT
                    ? Checkpoints.manifest(id, kind, file)
                    : Checkpoints.manifest(id, kind, file, sharedBy(open, id));
            change(open, now -> now.completed(manifest), calls -> calls.complete(manifest));
        }
    }

    /** What was written for it, and some of what the latest has. */
    private List<SharedFile> sharedBy(CheckpointStore open, long id) throws IOException {
        List<SharedFile> files = new ArrayList<>(shared.getOrDefault(id, List.of()));
        Manifest latest = model.decided().get(model.latest());
        for (SharedFile file :
                latest == null ? List.<SharedFile>of() : latest.tasks().get(0).shared()) {
            if (random.nextInt(3) > 0) {
                assertThat(open.holds(file)).as("seed %d, %s", seed, file).isTrue();
                files.add(file);
            }
        }
        return files;
    }

    private long latestOf(CheckpointStore open) throws IOException, DamagedCheckpointException {
        compare(open);
        return model.latest();
    }

    private void discard(CheckpointStore open) throws IOException {
        if (!written.isEmpty()) {
            long id = written.keySet().iterator().next();
            written.remove(id);
            open.discard(id);
        }
    }

    private void deleteSavepoint(CheckpointStore open) throws IOException, DamagedCheckpointException {
        compare(open);
        for (Manifest manifest : model.decided().values()) {
            long id = manifest.checkpointId();
            if (manifest.kind() == Kind.SAVEPOINT && id != model.latest()) {
                change(open, now -> now.without(id), calls -> calls.deleteSavepoint(id));
                return;
            }
        }
    }

    /** Until the call has come back well, both may be: what was before it, and what is behind it. */
    private void change(CheckpointStore open, UnaryOperator<StoreModel> step, Call call)
            throws IOException, DamagedCheckpointException {
        compare(open);
        alternative = step.apply(model);
        call.run(open);
        model = alternative;
        alternative = null;
    }

    private void assertSame(StoredCheckpoint stored, Manifest read) {
        if (!hasFaults || stored.fault() == null) {
            assertThat(stored).as("seed %d", seed).isEqualTo(new StoredCheckpoint(read.checkpointId(), read, null));
        }
    }

    /** Reads all that is decided. What was seen once has to stay. */
    private void compare(CheckpointStore open) throws IOException, DamagedCheckpointException {
        long latest = open.latest().map(Manifest::checkpointId).orElse(0L);
        TreeMap<Long, Manifest> decided = new TreeMap<>();
        for (StoredCheckpoint stored : open.list()) {
            long id = stored.checkpointId();
            decided.put(id, open.read(id));
            assertSame(stored, decided.get(id));
            SnapshotFile file = decided.get(id).tasks().get(0).file();
            assertThat(Checkpoints.texts(open, id, file)).as("seed %d", seed).isEqualTo(texts.get(id));
            for (SharedFile each : decided.get(id).sharedFiles()) {
                assertThat(Checkpoints.text(open, each)).as("seed %d", seed).isEqualTo(sharedTexts.get(each.name()));
            }
        }
        StoreModel found = new StoreModel(decided, latest);
        if (!found.equals(alternative)) {
            assertThat(found).as("seed %d", seed).isEqualTo(model);
        }
        model = found;
        alternative = null;
    }
}
