package io.millrace.benchmark.footprint;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Bytes that threads have allocated since they started, as the JVM counts them. */
final class AllocationMeter {

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Bytes allocated by all live threads but the calling one. */
    long bytesOfOtherThreads() {
        long caller = Thread.currentThread().getId();
        long bytes = 0;
        long[] ids = threads.getAllThreadIds();
        long[] allocated = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            // Minus one: the thread has ended since.
            if (ids[i] != caller && allocated[i] > 0) {
                bytes += allocated[i];
            }
        }
        return bytes;
    }
}
