package io.millrace.benchmark.rest;

import org.jspecify.annotations.Nullable;

/**
 * What was measured in one phase of one round.
 *
 * @param seconds how long it was
 * @param recordsPerSecond words that the topology counted in a second
 * @param application processor time of the application
 * @param generatorSeconds processor time of the generator
 * @param bareSeconds processor time of the bare server
 * @param load what became of the load, or null without one
 */
record PhaseRun(
        double seconds,
        double recordsPerSecond,
        ProcessTimes application,
        double generatorSeconds,
        double bareSeconds,
        @Nullable LoadResult load) {}
