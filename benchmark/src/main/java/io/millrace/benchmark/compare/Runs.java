package io.millrace.benchmark.compare;

import io.millrace.benchmark.protocol.RunReport;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The measured runs of one engine.
 *
 * @param engine name of the engine
 * @param reports what it has answered, at least one
 */
record Runs(String engine, List<RunReport> reports) {

    private static final double MILLION = 1e6;

    /** Copies the list. */
    Runs {
        reports = List.copyOf(reports);
    }

    /** Events of a run. */
    long events() {
        return reports.get(0).events();
    }

    /** Version of Java. */
    String jdk() {
        return reports.get(0).jdk();
    }

    /** Median time of a run. */
    double seconds() {
        return median(RunReport::seconds);
    }

    /** Events by the median time. */
    double eventsPerSecond() {
        return events() / seconds();
    }

    /** Difference of the slowest run and the fastest, as a part of the median. */
    double spread() {
        double[] sorted = sorted(RunReport::seconds);
        return (sorted[sorted.length - 1] - sorted[0]) / seconds();
    }

    /** Median processor time for a million events. */
    double cpuSecondsPerMillion() {
        return median(RunReport::cpuSeconds) * MILLION / events();
    }

    /** Median of the most heap that a run used. */
    double peakHeapMiB() {
        return median(RunReport::peakHeapMiB);
    }

    /** Most memory that the process has ever had of the operating system; 0 if it is not known. */
    double peakRssMiB() {
        return reports.stream().mapToDouble(RunReport::peakRssMiB).max().orElse(0);
    }

    private double median(ToDoubleFunction<RunReport> part) {
        double[] sorted = sorted(part);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private double[] sorted(ToDoubleFunction<RunReport> part) {
        return reports.stream().mapToDouble(part).sorted().toArray();
    }
}
