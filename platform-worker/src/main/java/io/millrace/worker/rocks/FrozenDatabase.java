package io.millrace.worker.rocks;

import io.millrace.worker.snapshot.FrozenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/**
 * The files of a database as they were at a barrier. At the barrier the task only lets RocksDB begin a new buffer in memory;
 * what was written before goes into a file in the background. When that is done, the files that there are then hold what was
 * frozen, unless the next buffer has been written too. That is not assumed but looked at: RocksDB numbers all writes, knows the
 * greatest number in each file, and keeps numbers apart as long as there is a snapshot between them.
 *
 * <p>Once held, no file is deleted until all have been read; files are never changed.
 *
 * <p><b>Thread.</b> {@link #release} and {@link #cutOff} are for the task, everything else for the background. Each holds this
 * object's monitor, so the task waits for one piece of a file at most.
 */
final class FrozenDatabase implements FrozenFiles, CutOff {

    private static final String UNWRITTEN_BUFFERS = "rocksdb.num-immutable-mem-table";
    private static final String TABLE_SUFFIX = ".sst";
    private static final String MANIFEST_PREFIX = "MANIFEST-";
    private static final String CURRENT = "CURRENT";
    private static final int MAX_LOOKS = 5;

    private static final int POLL_MILLIS = 1;

    /** Five seconds and more; after that, entries are written. */
    private static final int MAX_POLLS = 5_000;

    private final RocksTask task;
    private final RocksDB rocks;
    private final Path folder;
    private final Snapshot snapshot;
    private State state = State.WRITING;
    private List<FrozenFile> files = List.of();
    private byte[] current = {};
    private @Nullable FileChannel channel;
    private String channelName = "";
    private boolean isGivenBack;

    private enum State {
        /** The buffer is being written. */
        WRITING,
        /** No file is deleted. */
        HELD,
        /** There is a file that holds what was written after the barrier. */
        INEXACT,
        /** Files may be deleted again. */
        LET_GO
    }

    /** What a look at the files has come to. */
    private enum Look {
        EXACT,
        LATER_WRITES,
        CHANGED_MEANWHILE
    }

    /** Takes what has just been frozen. */
    FrozenDatabase(RocksTask task, RocksDB rocks, Path folder, Snapshot snapshot) {
        this.task = task;
        this.rocks = rocks;
        this.folder = folder;
        this.snapshot = snapshot;
    }

    @Override
    public synchronized void tryHold() {
        if (state == State.WRITING) {
            try {
                look();
            } catch (IllegalStateException again) {
                // Whoever wants the files meets it.
            }
        }
    }

    @Override
    public synchronized boolean areExact() {
        try {
            for (int i = 0; state == State.WRITING && i < MAX_POLLS; i++) {
                look();
                if (state == State.WRITING) {
                    wait(POLL_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Wait for files was interrupted: task=" + task, e);
        }
        if (state == State.LET_GO) {
            throw new IllegalStateException("Task was closed before its files were written: task=" + task);
        }
        return state == State.HELD;
    }

    @Override
    public synchronized List<FrozenFile> files() {
        requireHeld();
        return files;
    }

    @Override
    public synchronized int read(FrozenFile file, long position, byte[] buffer) throws IOException {
        requireHeld();
        int length = (int) Math.min(buffer.length, file.bytes() - position);
        if (file.name().equals(CURRENT)) {
            System.arraycopy(current, (int) position, buffer, 0, length);
            return length;
        }
        return open(file.name()).read(ByteBuffer.wrap(buffer, 0, length), position);
    }

    @Override
    public synchronized void done() {
        letGo();
    }

    @Override
    public void release() {
        cutOff();
        task.onReleased(this);
    }

    /** The database is about to be closed. */
    @Override
    public synchronized void cutOff() {
        letGo();
        if (!isGivenBack) {
            isGivenBack = true;
            rocks.releaseSnapshot(snapshot);
        }
    }

    private void look() {
        try {
            if (rocks.getLongProperty(UNWRITTEN_BUFFERS) == 0) {
                hold();
            }
        } catch (RocksDBException e) {
            throw new IllegalStateException("RocksDB has failed: task=" + task + ", cause=" + e.getMessage(), e);
        }
    }

    private void hold() throws RocksDBException {
        rocks.disableFileDeletions();
        state = State.HELD;
        Look look = Look.CHANGED_MEANWHILE;
        for (int i = 0; look == Look.CHANGED_MEANWHILE && i < MAX_LOOKS; i++) {
            look = list();
        }
        if (look != Look.EXACT) {
            letGo();
            state = State.INEXACT;
        }
    }

    private Look list() throws RocksDBException {
        RocksDB.LiveFiles live = rocks.getLiveFiles(false);
        Map<String, LiveFileMetaData> tables = new HashMap<>();
        rocks.getLiveFilesMetaData().forEach(table -> tables.put(nameOf(table.fileName()), table));
        List<FrozenFile> found = new ArrayList<>();
        for (String path : live.files) {
            String name = nameOf(path);
            if (name.endsWith(TABLE_SUFFIX)) {
                LiveFileMetaData table = tables.get(name);
                if (table == null) {
                    return Look.CHANGED_MEANWHILE;
                }
                if (table.largestSeqno() > snapshot.getSequenceNumber()) {
                    return Look.LATER_WRITES;
                }
                found.add(new FrozenFile(name, table.size(), true));
            } else if (name.startsWith(MANIFEST_PREFIX)) {
                found.add(new FrozenFile(name, live.manifestFileSize, false));
                current = (name + "\n").getBytes(StandardCharsets.US_ASCII);
            }
        }
        found.add(new FrozenFile(CURRENT, current.length, false));
        files = List.copyOf(found);
        return Look.EXACT;
    }

    private void letGo() {
        boolean wasHeld = state == State.HELD;
        state = State.LET_GO;
        closeChannel();
        if (wasHeld) {
            try {
                rocks.enableFileDeletions();
            } catch (RocksDBException e) {
                throw new IllegalStateException("RocksDB has failed: task=" + task + ", cause=" + e.getMessage(), e);
            }
        }
    }

    private FileChannel open(String name) throws IOException {
        FileChannel open = channel;
        if (open == null || !channelName.equals(name)) {
            closeChannel();
            open = FileChannel.open(folder.resolve(name));
            channel = open;
            channelName = name;
        }
        return open;
    }

    private void closeChannel() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException gone) {
                // It was only read.
            }
            channel = null;
        }
    }

    private void requireHeld() {
        if (state != State.HELD) {
            throw new IllegalStateException("Files of a task are no longer held: task=" + task + ", state=" + state);
        }
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
