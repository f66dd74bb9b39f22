package io.millrace.benchmark.state;

/**
 * State of one key.
 *
 * @param updates number of updates so far
 * @param payload bytes that make it as large as wanted
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Account(long updates, byte[] payload) {}
