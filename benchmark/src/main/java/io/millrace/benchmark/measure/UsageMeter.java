package io.millrace.benchmark.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/**
 * Measures what this process takes, from {@link #start} to {@link #stop}. Processor time comes in ticks of the operating
 * system, 10 ms on Linux, so that only runs of a second and more say much.
 *
 * <p><b>Thread.</b> Used by one thread; what it measures is done by all.
 */
public final class UsageMeter {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MIB = 1 << 20;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final List<MemoryPoolMXBean> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();

    private long startNanos;
    private long startCpuNanos;

    /** Leaves the garbage of earlier runs behind and starts to measure. */
    public void start() {
        System.gc();
        heapPools.forEach(MemoryPoolMXBean::resetPeakUsage);
        startCpuNanos = system.getProcessCpuTime();
        startNanos = System.nanoTime();
    }

    /** What was taken since the start. */
    public Usage stop() {
        long nanos = System.nanoTime() - startNanos;
        long cpuNanos = system.getProcessCpuTime() - startCpuNanos;
        long peakBytes = heapPools.stream()
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        return new Usage(nanos / NANOS_PER_SECOND, cpuNanos / NANOS_PER_SECOND, peakBytes / BYTES_PER_MIB);
    }
}
