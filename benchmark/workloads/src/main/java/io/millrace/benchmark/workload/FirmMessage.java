package io.millrace.benchmark.workload;

/**
 * Message to a firm, or its answer.
 *
 * @param id the same for a request and its response
 * @param firm number of the firm, from 0
 * @param isResponse whether it is the answer
 * @param timestampMillis event time
 * @param text what it says, 250 to 500 bytes
 */
public record FirmMessage(long id, int firm, boolean isResponse, long timestampMillis, String text) {}
