package io.millrace.benchmark.usage;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a run took.
 *
 * @param seconds time on the wall clock
 * @param cpuSeconds processor time of all threads of the process, those of the JVM itself included
 * @param peakHeapMiB sum over the pools of the heap of the most that each held
 */
public record Usage(double seconds, double cpuSeconds, double peakHeapMiB) {

    /** The usage whose every part is the median of that part. */
    public static Usage median(List<Usage> usages) {
        return new Usage(
                median(usages, Usage::seconds), median(usages, Usage::cpuSeconds), median(usages, Usage::peakHeapMiB));
    }

    private static double median(List<Usage> usages, ToDoubleFunction<Usage> part) {
        double[] sorted = usages.stream().mapToDouble(part).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
