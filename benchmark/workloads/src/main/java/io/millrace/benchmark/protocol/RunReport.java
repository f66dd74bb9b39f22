package io.millrace.benchmark.protocol;

import io.millrace.benchmark.workload.Tally;
import java.util.Locale;

/**
 * What a process answers for a run: one line of JSON.
 *
 * @param engine name of the engine
 * @param workload name of the workload
 * @param parallelism number of parallel tasks of each step
 * @param events number of events
 * @param seconds time from the first event to the end
 * @param cpuSeconds processor time of the whole process meanwhile
 * @param peakHeapMiB most heap in use meanwhile, garbage included: the peaks of the pools, added up
 * @param peakRssMiB most memory that the process has ever had of the operating system; 0 where that is not known
 * @param jdk version of Java
 * @param tally fingerprint of the results
 */
public record RunReport(
        String engine,
        String workload,
        int parallelism,
        long events,
        double seconds,
        double cpuSeconds,
        double peakHeapMiB,
        double peakRssMiB,
        String jdk,
        Tally tally) {

    /** The line. Names and versions hold nothing that would need an escape. */
    public String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"engine\":\"%s\",\"workload\":\"%s\",\"parallelism\":%d,\"events\":%d,\"seconds\":%.6f,"
                        + "\"cpuSeconds\":%.6f,\"peakHeapMiB\":%.1f,\"peakRssMiB\":%.1f,\"jdk\":\"%s\","
                        + "\"tally\":{\"results\":%d,\"sum\":%d,\"hash\":%d}}",
                engine,
                workload,
                parallelism,
                events,
                seconds,
                cpuSeconds,
                peakHeapMiB,
                peakRssMiB,
                jdk,
                tally.results(),
                tally.sum(),
                tally.hash());
    }
}
