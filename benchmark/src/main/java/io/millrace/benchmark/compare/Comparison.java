package io.millrace.benchmark.compare;

import io.millrace.benchmark.workload.WorkloadKind;
import java.util.List;
import java.util.Optional;

/**
 * What engines needed for the same work in the same time.
 *
 * @param workload what they did
 * @param parallelism number of parallel tasks of each step
 * @param engines their runs, in the order in which they are shown
 */
record Comparison(WorkloadKind workload, int parallelism, List<Runs> engines) {

    /** Copies the list. */
    Comparison {
        engines = List.copyOf(engines);
    }

    /** The runs of an engine, if it took part. */
    Optional<Runs> of(String engine) {
        return engines.stream().filter(runs -> runs.engine().equals(engine)).findFirst();
    }
}
