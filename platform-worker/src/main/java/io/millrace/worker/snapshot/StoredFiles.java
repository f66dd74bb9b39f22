package io.millrace.worker.snapshot;

import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.checkpoint.Section;
import io.millrace.worker.checkpoint.SharedFile;
import io.millrace.worker.checkpoint.SharedReader;
import io.millrace.worker.checkpoint.SnapshotReader;
import io.millrace.worker.checkpoint.SnapshotStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the tables of one task, as a checkpoint keeps them.
 *
 * <p><b>Thread.</b> Used by one; copying blocks.
 */
final class StoredFiles {

    private static final int BUFFER_BYTES = 256 << 10;
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final SnapshotStore store;
    private final long checkpointId;
    private final Manifest.TaskEntry entry;
    private final Map<String, String> storedNames;
    private final Map<String, SharedFile> shared;

    private StoredFiles(
            SnapshotStore store, long checkpointId, Manifest.TaskEntry entry, Map<String, String> storedNames) {
        this.store = store;
        this.checkpointId = checkpointId;
        this.entry = entry;
        this.storedNames = storedNames;
        this.shared = entry.shared().stream().collect(Collectors.toMap(SharedFile::name, Function.identity()));
    }

    /** The files of a task, or null if its snapshot holds everything. */
    static @Nullable StoredFiles of(
            SnapshotStore store, long checkpointId, Manifest.TaskEntry entry, List<Section> sections) {
        for (Section section : sections) {
            if (section.properties().containsKey(FileSections.SHARED)) {
                return new StoredFiles(store, checkpointId, entry, names(section));
            }
        }
        return null;
    }

    private static Map<String, String> names(Section section) {
        Map<String, String> names = new HashMap<>();
        section.properties().forEach((key, name) -> {
            if (key.startsWith(FileSections.NAME_PREFIX)) {
                names.put(key.substring(FileSections.NAME_PREFIX.length()), name);
            }
        });
        return names;
    }

    /** Copies all files into an empty folder, which is deleted if that fails. */
    void copyInto(Path folder) throws IOException, DamagedCheckpointException {
        boolean isWhole = false;
        try {
            copyPrivate(folder);
            for (Map.Entry<String, String> name : storedNames.entrySet()) {
                copyShared(stored(name), file(folder, name.getKey()));
            }
            isWhole = true;
        } finally {
            if (!isWhole) {
                delete(folder);
            }
        }
    }

    /** Notes under which names the store holds the files. */
    void tell(SharedNames names) {
        storedNames.entrySet().forEach(name -> names.put(name.getKey(), stored(name)));
    }

    private void copyPrivate(Path folder) throws IOException, DamagedCheckpointException {
        try (SnapshotReader reader = store.open(checkpointId, entry.file())) {
            for (SnapshotReader.Block block = reader.next(); block != null; block = reader.next()) {
                String name =
                        reader.sections().get(block.section()).properties().get(FileSections.PRIVATE);
                if (name != null) {
                    Path file = file(folder, name);
                    Files.write(file, block.bytes(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            }
        }
    }

    private void copyShared(SharedFile from, Path to) throws IOException, DamagedCheckpointException {
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(1, from.bytes()))];
        try (SharedReader reader = store.openShared(from);
                OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
            for (int length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
                out.write(buffer, 0, length);
            }
        }
    }

    private SharedFile stored(Map.Entry<String, String> name) {
        SharedFile file = shared.get(name.getValue());
        if (file == null) {
            throw new IllegalStateException("Manifest does not name a file of a snapshot: snapshot="
                    + entry.file().name() + ", file=" + name.getValue());
        }
        return file;
    }

    private static Path file(Path folder, String name) {
        if (!FILE_NAME.matcher(name).matches()) {
            throw new IllegalStateException("Name of a file of tables is not allowed: name=" + name);
        }
        return folder.resolve(name);
    }

    /** What stays goes when the worker starts again. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException left) {
            // The fault that is the reason says more.
        }
    }
}
