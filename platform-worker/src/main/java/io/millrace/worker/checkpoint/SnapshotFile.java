package io.millrace.worker.checkpoint;

/**
 * A finished file of a checkpoint.
 *
 * @param name its name in the checkpoint
 * @param bytes its length
 * @param checksum CRC-32C of all its bytes
 */
public record SnapshotFile(String name, long bytes, int checksum) {}
