package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * The folder of the files that several checkpoints may name. It decides nothing: which are named is said by the manifests of
 * the checkpoints that the {@link Pointer} names.
 *
 * <p><b>Thread.</b> May be used by several at once.
 */
final class SharedFolder {

    private final Disk disk;
    private final String topology;
    private final String folder;

    /** Whether it exists for good; most stores never need it. */
    private boolean isMade;

    SharedFolder(Disk disk, String topology) {
        this.disk = disk;
        this.topology = topology;
        this.folder = topology + "/" + StoreNames.SHARED;
    }

    /** It is there: it was found, or another process has made it. */
    synchronized void found() {
        isMade = true;
    }

    synchronized boolean isMade() {
        return isMade;
    }

    /** Begins a file of a checkpoint, which has not finished one of this name. */
    SharedWriter create(long checkpointId, String name) throws IOException {
        String own = StoreNames.shared(checkpointId, name);
        make();
        return new FileSharedWriter(disk, folder, own);
    }

    private synchronized void make() throws IOException {
        if (!isMade) {
            disk.makeFolder(folder);
            disk.syncFolder(topology);
            isMade = true;
        }
    }

    SharedReader open(SharedFile file) throws IOException, DamagedCheckpointException {
        return FileSharedReader.open(disk, content(file));
    }

    /** Whether a file is there in its length. */
    boolean isThere(SharedFile file) throws IOException {
        try (Disk.Input input = disk.open(content(file).path())) {
            return input.bytes() == file.bytes();
        } catch (NoSuchFileException missing) {
            return false;
        }
    }

    /** Reads files in full and compares them. */
    void compare(Collection<SharedFile> files) throws IOException, DamagedCheckpointException {
        byte[] buffer =
                FileContent.buffer(files.stream().mapToLong(SharedFile::bytes).sum());
        for (SharedFile file : new HashSet<>(files)) {
            content(file).compare(disk, buffer);
        }
    }

    /**
     * Makes sure, before a checkpoint is decided, that the files that it names are whole, and keeps their names for good.
     * Those that were decided before are only looked at, for else no checkpoint would cost less than all of its state. All
     * others it has to have written itself: what an earlier one has left may be deleted at any time.
     */
    void settle(long checkpointId, Set<SharedFile> files, Set<SharedFile> held)
            throws IOException, DamagedCheckpointException {
        found();
        Set<SharedFile> fresh = new HashSet<>(files);
        fresh.removeAll(held);
        for (SharedFile file : fresh) {
            if (file.checkpointId() != checkpointId) {
                throw Damage.of(disk.locate(content(file).path()), "is named by no decided checkpoint");
            }
        }
        compare(fresh);
        for (SharedFile file : files) {
            if (!fresh.contains(file)) {
                content(file).compareLength(disk);
            }
        }
        if (!fresh.isEmpty()) {
            disk.syncFolder(folder);
        }
    }

    /**
     * Deletes the files that nobody names.
     *
     * @param named names of the files that decided checkpoints name
     * @param isOver says of the number of a checkpoint that it will not be decided any more
     */
    void sweep(Set<String> named, LongPredicate isOver) throws IOException {
        for (String name : names()) {
            OptionalLong writer = StoreNames.writerOf(name);
            if (writer.isPresent() && isOver.test(writer.getAsLong()) && !named.contains(name)) {
                disk.delete(folder + "/" + name);
            }
        }
    }

    private List<String> names() throws IOException {
        return isMade() ? disk.list(folder) : List.of();
    }

    private FileContent content(SharedFile file) {
        return new FileContent(folder + "/" + StoreNames.checkedShared(file.name()), file.bytes(), file.checksum());
    }
}
