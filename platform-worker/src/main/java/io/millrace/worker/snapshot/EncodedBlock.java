package io.millrace.worker.snapshot;

/**
 * Encoded entries on their way to the store.
 *
 * @param bytes the entries, one behind the other
 * @param entries how many
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over, and compared by nobody.
record EncodedBlock(byte[] bytes, int entries) {}
