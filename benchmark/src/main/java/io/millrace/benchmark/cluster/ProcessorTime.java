package io.millrace.benchmark.cluster;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/**
 * Processor time of a process, and of the threads of the engine in it. What is left is that of the JVM, mostly its compiler
 * and its collector.
 *
 * @param totalNanos of the process
 * @param taskNanos of the threads that call tasks
 * @param netNanos of the threads that read and write connections
 */
record ProcessorTime(long totalNanos, long taskNanos, long netNanos) {

    static final ProcessorTime NONE = new ProcessorTime(0, 0, 0);

    /** That of this process, up to now. */
    static ProcessorTime now() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long taskNanos = 0;
        long netNanos = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("millrace-task-")) {
                taskNanos += threads.getThreadCpuTime(thread.getThreadId());
            } else if (thread != null && thread.getThreadName().startsWith("millrace-net-")) {
                netNanos += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        long totalNanos =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        return new ProcessorTime(totalNanos, taskNanos, netNanos);
    }

    /** That of both together. */
    ProcessorTime plus(ProcessorTime other) {
        return new ProcessorTime(totalNanos + other.totalNanos, taskNanos + other.taskNanos, netNanos + other.netNanos);
    }

    /** What has come to it since then. */
    ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(
                totalNanos - before.totalNanos, taskNanos - before.taskNanos, netNanos - before.netNanos);
    }
}
