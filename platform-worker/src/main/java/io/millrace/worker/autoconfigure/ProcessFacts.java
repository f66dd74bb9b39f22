package io.millrace.worker.autoconfigure;

import io.millrace.status.MemberProcess;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.RuntimeMXBean;
import java.util.function.ToLongFunction;

/** What the JVM tells of itself. */
final class ProcessFacts {

    private ProcessFacts() {}

    static MemberProcess now() {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new MemberProcess(
                runtime.getPid(),
                runtime.getStartTime(),
                Runtime.version().toString(),
                millraceVersion(),
                heap.getUsed(),
                heap.getMax(),
                collections(GarbageCollectorMXBean::getCollectionTime),
                collections(GarbageCollectorMXBean::getCollectionCount),
                cpuShare(ManagementFactory.getOperatingSystemMXBean()),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** Classes that are not in a jar have no version. */
    static String millraceVersion() {
        String version = ProcessFacts.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static long collections(ToLongFunction<GarbageCollectorMXBean> number) {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(collector -> Math.max(0, number.applyAsLong(collector)))
                .sum();
    }

    private static double cpuShare(OperatingSystemMXBean system) {
        return system instanceof com.sun.management.OperatingSystemMXBean known ? known.getProcessCpuLoad() : -1;
    }
}
