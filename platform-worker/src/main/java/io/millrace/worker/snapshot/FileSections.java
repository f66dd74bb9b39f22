package io.millrace.worker.snapshot;

import io.millrace.worker.checkpoint.Section;
import io.millrace.worker.checkpoint.SharedFile;
import io.millrace.worker.checkpoint.SharedWriter;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.checkpoint.SnapshotWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the frozen files of a task: those that change into its snapshot, the others beside it, unless the store holds them
 * already.
 *
 * <p><b>Thread.</b> Owned by the background.
 */
final class FileSections {

    /** Property of the section that tells under which names the store holds the shared files: their number. */
    static final String SHARED = "files.shared";

    /** What the property that tells the name of a shared file in the store begins with; its own name follows. */
    static final String NAME_PREFIX = "files.name.";

    /** Property of a section whose blocks are a file: its name. */
    static final String PRIVATE = "files.private";

    private static final String NAME = "files";

    private static final int CHUNK_BYTES = 256 << 10;

    private final TaskId task;
    private final long checkpointId;
    private final FrozenFiles frozen;
    private final SharedNames names;
    private final List<SharedFile> shared = new ArrayList<>();
    private final Map<String, String> storedNames = new HashMap<>();
    private byte[] chunk = {};
    private int next;
    private long position;
    private boolean isWritten;
    private int section;
    private @Nullable SharedWriter writer;

    FileSections(TaskId task, long checkpointId, FrozenFiles frozen, SharedNames names) {
        this.task = task;
        this.checkpointId = checkpointId;
        this.frozen = frozen;
        this.names = names;
    }

    /** The files that have been written, or need not be. */
    List<SharedFile> shared() {
        return shared;
    }

    /** Writes some of it; false when everything has been written. */
    boolean writeSome(SnapshotWriter out, SnapshotStore store) throws IOException {
        if (isWritten) {
            return false;
        }
        List<FrozenFiles.FrozenFile> files = files();
        if (next == files.size()) {
            storedNames.put(SHARED, Integer.toString(shared.size()));
            out.section(new Section(task.operators().get(0), NAME, storedNames));
            names.retain(files.stream().map(FrozenFiles.FrozenFile::name).collect(Collectors.toSet()));
            isWritten = true;
            frozen.done();
            return false;
        }
        FrozenFiles.FrozenFile file = files.get(next);
        if (file.isShared()) {
            writeShared(file, store);
        } else {
            writePrivate(file, out);
        }
        return true;
    }

    /** Gives up what is being written. */
    void abandon() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    private void writeShared(FrozenFiles.FrozenFile file, SnapshotStore store) throws IOException {
        SharedWriter out = writer;
        if (out == null) {
            SharedFile before = names.of(file.name());
            if (before != null && store.holds(before)) {
                add(file, before);
                return;
            }
            out = store.share(checkpointId, task.file() + "-" + file.name());
            writer = out;
        }
        int length = read(file);
        out.write(chunk, 0, length);
        if (position == file.bytes()) {
            SharedFile written = out.finish();
            writer = null;
            names.put(file.name(), written);
            add(file, written);
        }
    }

    private void writePrivate(FrozenFiles.FrozenFile file, SnapshotWriter out) throws IOException {
        if (position == 0) {
            section = out.section(new Section(task.operators().get(0), NAME, Map.of(PRIVATE, file.name())));
        }
        int length = read(file);
        out.block(section, chunk, 0, length, 0);
        if (position == file.bytes()) {
            position = 0;
            next++;
        }
    }

    private List<FrozenFiles.FrozenFile> files() {
        try {
            return frozen.files();
        } catch (IllegalStateException e) {
            throw SnapshotFailedException.ofFiles(task, e);
        }
    }

    private int read(FrozenFiles.FrozenFile file) throws IOException {
        if (chunk.length == 0) {
            chunk = new byte[CHUNK_BYTES];
        }
        int length;
        try {
            length = frozen.read(file, position, chunk);
        } catch (IllegalStateException e) {
            throw SnapshotFailedException.ofFiles(task, e);
        }
        if (length <= 0 && file.bytes() > position) {
            throw new IOException("File of a table is too short: task=" + task + ", file=" + file.name() + ", bytes="
                    + position + ", expectedBytes=" + file.bytes());
        }
        position += length;
        return length;
    }

    private void add(FrozenFiles.FrozenFile file, SharedFile stored) {
        shared.add(stored);
        storedNames.put(NAME_PREFIX + file.name(), stored.name());
        position = 0;
        next++;
    }
}
