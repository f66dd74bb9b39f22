package io.millrace.worker.checkpoint;

/**
 * A file that several checkpoints may name: written by one of them, never changed, and deleted when none is left that names
 * it. Its name begins with the number of the checkpoint that wrote it, and numbers never come again; so no name does either,
 * and whose it is can be told of a file that nobody names.
 *
 * @param name its name in the store
 * @param bytes its length
 * @param checksum CRC-32C of all its bytes
 */
public record SharedFile(String name, long bytes, int checksum) {

    /** Number of the checkpoint that wrote it. */
    public long checkpointId() {
        return StoreNames.writerOf(name)
                .orElseThrow(() -> new IllegalStateException("Name of a shared file bears no number: name=" + name));
    }
}
