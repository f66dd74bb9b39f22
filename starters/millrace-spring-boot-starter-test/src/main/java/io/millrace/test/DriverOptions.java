package io.millrace.test;

import io.millrace.topology.StepSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a driver runs a topology.
 *
 * @param parallelism tasks of a step that does not say
 * @param seed order in which the tasks are called
 * @param start virtual time at the beginning
 * @param isKeepingSinks whether every sink of the topology stays
 * @param keptSinks sinks that stay
 * @param declared what declared steps do
 * @param sideOutputs side outputs to look at, by step
 * @param isChecking whether a value that is changed after it was emitted is an error
 */
record DriverOptions(
        int parallelism,
        long seed,
        Instant start,
        boolean isKeepingSinks,
        Set<String> keptSinks,
        Map<String, StepSpec> declared,
        Map<String, List<String>> sideOutputs,
        boolean isChecking) {

    boolean isKept(String sink) {
        return isKeepingSinks || keptSinks.contains(sink);
    }
}
