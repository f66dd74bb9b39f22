package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/**
 * The folder of one checkpoint. It decides nothing: whether the checkpoint counts stands in the {@link Pointer}.
 *
 * <p><b>Thread.</b> Keeps nothing; what it does is as safe as the disk.
 */
final class CheckpointFolder {

    private final Disk disk;
    private final String topology;
    private final String folder;
    private final long checkpointId;
    private final FileHeader manifestHeader;
    private final TextFile manifest;

    CheckpointFolder(Disk disk, String topology, long checkpointId) {
        this.disk = disk;
        this.topology = topology;
        this.checkpointId = checkpointId;
        this.folder = topology + "/" + StoreNames.checkpoint(checkpointId);
        this.manifestHeader = new FileHeader(FileHeader.Kind.MANIFEST, checkpointId);
        this.manifest = manifestFile(manifestHeader);
    }

    private TextFile manifestFile(FileHeader header) {
        return new TextFile(disk, folder + "/" + StoreNames.MANIFEST, header);
    }

    /** Makes the folder, and keeps that for good. */
    void make() throws IOException {
        disk.makeFolder(folder);
        disk.syncFolder(topology);
    }

    SnapshotWriter create(String file) throws IOException {
        return new FileSnapshotWriter(disk, folder, StoreNames.checkedFile(file), checkpointId);
    }

    SnapshotReader open(SnapshotFile file) throws IOException, DamagedCheckpointException {
        return FileSnapshotReader.open(disk, path(file), file, checkpointId);
    }

    /** Writes a manifest, reads it back, and keeps its name for good; yields the checksum of its file. */
    int writeManifest(Manifest written) throws IOException, DamagedCheckpointException {
        String text = ManifestText.of(written);
        if (!ManifestText.manifest(text).equals(written)) {
            throw new IllegalArgumentException("Manifest cannot be written so that it reads the same: checkpointId="
                    + checkpointId + "; numbers in it must not be negative");
        }
        TextFile file = written.sharedFiles().isEmpty()
                ? manifest
                : manifestFile(manifestHeader.withVersion(FileHeader.WITH_SHARED_FILES));
        file.write(text);
        disk.syncFolder(folder);
        return file.checksum(text);
    }

    /** Reads the manifest whose file has this checksum. */
    Manifest readManifest(int checksum) throws IOException, DamagedCheckpointException {
        TextFile.Content content = content();
        if (content.checksum() != checksum) {
            throw Damage.of(manifest.location(), "differs from its checksum in the pointer");
        }
        return checked(content);
    }

    /** Reads the manifest of a checkpoint of which somebody else knows that it is decided. */
    Manifest readManifest() throws IOException, DamagedCheckpointException {
        return checked(content());
    }

    private TextFile.Content content() throws IOException, DamagedCheckpointException {
        try {
            return manifest.readContent();
        } catch (IOException e) {
            throw Damage.of(manifest.location(), e);
        }
    }

    private Manifest checked(TextFile.Content content) throws IOException, DamagedCheckpointException {
        Manifest read = parsed(content.text());
        if (!read.topology().equals(topology)) {
            throw otherTopology(manifest.location(), read.topology(), topology);
        }
        if (read.checkpointId() != checkpointId) {
            throw Damage.of(manifest.location(), "is of another checkpoint: checkpointId=" + read.checkpointId());
        }
        return read;
    }

    static IOException otherTopology(String file, String found, String expected) {
        return new OtherTopologyException("Checkpoint belongs to another topology: file=" + file + ", topology=" + found
                + ", expected=" + expected + "; give each topology a folder of its own");
    }

    private Manifest parsed(String text) throws DamagedCheckpointException {
        try {
            return ManifestText.manifest(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Damage.of(manifest.location(), String.valueOf(e.getMessage()));
        }
    }

    /** Reads the snapshots of a checkpoint, and compares them with their checksums. */
    void verify(Manifest written) throws IOException, DamagedCheckpointException {
        byte[] buffer = FileContent.buffer(written.bytes());
        for (Manifest.TaskEntry task : written.tasks()) {
            SnapshotFile file = task.file();
            new FileContent(path(file), file.bytes(), file.checksum()).compare(disk, buffer);
        }
    }

    /** Deletes what is there. A crash leaves some of it, which the next start deletes. */
    void delete() throws IOException {
        try {
            for (String name : disk.list(folder)) {
                disk.delete(folder + "/" + name);
            }
        } catch (NoSuchFileException gone) {
            return;
        }
        disk.delete(folder);
    }

    private String path(SnapshotFile file) {
        return folder + "/" + StoreNames.checkedFile(file.name());
    }
}
