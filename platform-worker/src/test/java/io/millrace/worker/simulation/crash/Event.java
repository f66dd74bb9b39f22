package io.millrace.worker.simulation.crash;

/**
 * What the source of a simulation emits.
 *
 * @param key its key, which occurs in one split only
 * @param sequence number among the events of its key, from 1
 * @param timestampMillis its event time
 */
public record Event(int key, long sequence, long timestampMillis) {}
