package io.millrace.benchmark.compare;

import io.millrace.benchmark.measure.Rounds;
import io.millrace.benchmark.workload.WorkloadKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is compared, and how.
 *
 * @param workloads what the engines do
 * @param engines who takes part
 * @param jvms the JVMs, one after the other
 * @param parallelism number of parallel tasks of each step
 * @param events events of each run, or null for as many as the workload has by itself
 * @param rounds how often to run
 */
record CompareSettings(
        List<WorkloadKind> workloads,
        List<EngineSpec> engines,
        List<JvmSettings> jvms,
        int parallelism,
        @Nullable Long events,
        Rounds rounds) {

    /** Who does a workload: Nexmark has no ideal, for nobody has written nine more loops. */
    List<EngineSpec> engines(WorkloadKind workload) {
        return engines.stream()
                .filter(engine -> !workload.isNexmark() || !engine.name().equals(EngineCatalog.IDEAL))
                .toList();
    }

    /** Events of each run of a workload. */
    long events(WorkloadKind workload) {
        return events == null ? workload.defaultEvents() : events;
    }
}
