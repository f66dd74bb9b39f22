package io.millrace.worker.wire;

/**
 * What has happened on a wire as a whole.
 *
 * @param connections connections at present, also those that are being opened
 * @param droppedFrames frames of data for attempts that are not open here any more
 * @param reservedBytes credit that inlets may have given at present
 * @param networkMemoryBytes credit that they may have given at most
 */
public record WireCounts(int connections, long droppedFrames, long reservedBytes, long networkMemoryBytes) {}
