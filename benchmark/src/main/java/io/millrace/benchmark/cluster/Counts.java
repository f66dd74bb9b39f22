package io.millrace.benchmark.cluster;

import io.millrace.worker.net.NetStatistics;

/**
 * What has happened in an executor, or in several, since the start.
 *
 * @param cpu processor time
 * @param arrived records that have come to sinks
 * @param bytes bytes that were sent to other executors
 * @param frames frames that were sent: data, credit and all others
 * @param writes pieces in which they were written
 * @param flushes times that the socket was given some
 * @param wakeUps times that the I/O thread was woken for it
 */
record Counts(ProcessorTime cpu, long arrived, long bytes, long frames, long writes, long flushes, long wakeUps) {

    static final Counts NOTHING = new Counts(ProcessorTime.NONE, 0, 0, 0, 0, 0, 0);

    static Counts of(ProcessorTime cpu, long arrived, NetStatistics net) {
        return new Counts(cpu, arrived, net.bytesOut(), net.buffers(), net.writes(), net.flushes(), net.wakeUps());
    }

    /** Of both together. */
    Counts plus(Counts other) {
        return new Counts(
                cpu.plus(other.cpu),
                arrived + other.arrived,
                bytes + other.bytes,
                frames + other.frames,
                writes + other.writes,
                flushes + other.flushes,
                wakeUps + other.wakeUps);
    }

    /** What has come to it since then. */
    Counts since(Counts before) {
        return new Counts(
                cpu.since(before.cpu),
                arrived - before.arrived,
                bytes - before.bytes,
                frames - before.frames,
                writes - before.writes,
                flushes - before.flushes,
                wakeUps - before.wakeUps);
    }
}
