package io.millrace.benchmark.usage;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.List;

/**
 * Measures what this process takes, from {@link #start} to {@link #stop}, and the processor time of others that work for
 * it. Processor time comes in ticks of the operating system, 10 ms on Linux, so that only runs of a second and more say
 * much.
 *
 * <p><b>Thread.</b> Used by one thread at a time; what it measures is done by all.
 */
public final class UsageMeter {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MIB = 1 << 20;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final List<MemoryPoolMXBean> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();

    private List<ProcessHandle> others = List.of();
    private long startNanos;
    private long startCpuNanos;

    /** Leaves the garbage of earlier runs behind and starts to measure. */
    public void start() {
        start(List.of());
    }

    /** As {@link #start()}, and counts the processor time of other processes too, which live until the end. */
    public void start(List<ProcessHandle> processes) {
        others = processes;
        System.gc();
        heapPools.forEach(MemoryPoolMXBean::resetPeakUsage);
        restart();
    }

    /** Measures time and processor time from now on; what {@link #start} has done stays done. */
    public void restart() {
        startCpuNanos = cpuNanos();
        startNanos = System.nanoTime();
    }

    /** What was taken since the start. */
    public Usage stop() {
        long nanos = System.nanoTime() - startNanos;
        long cpuNanos = cpuNanos() - startCpuNanos;
        long peakBytes = heapPools.stream()
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        return new Usage(nanos / NANOS_PER_SECOND, cpuNanos / NANOS_PER_SECOND, peakBytes / BYTES_PER_MIB);
    }

    private long cpuNanos() {
        long nanos = system.getProcessCpuTime();
        for (ProcessHandle process : others) {
            nanos += process.info()
                    .totalCpuDuration()
                    .map(Duration::toNanos)
                    .orElseThrow(() -> new IllegalStateException("Processor time of a process is not known: pid="
                            + process.pid() + "; it has ended, or the operating system does not tell"));
        }
        return nanos;
    }
}
