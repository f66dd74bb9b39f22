package io.millrace.worker.net;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What all connections of an executor share.
 *
 * @param settings bounds and times
 * @param tickMillis how often the wire is told the time
 * @param counters what is counted
 * @param clockNanos the clock of the wire
 * @param jitter draws from 0 to 1; any thread
 * @param log where to complain of others
 */
record NetContext(
        NetSettings settings,
        long tickMillis,
        Counters counters,
        LongSupplier clockNanos,
        DoubleSupplier jitter,
        OnceLog log) {}
