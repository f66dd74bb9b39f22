package io.millrace.acceptance.restart;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts and stops an application a hundred times in one JVM, and prints what that has left behind. */
public final class RestartsProbe {

    private static final int STARTS = 100;

    /** By then every class is loaded and every cache is filled. */
    private static final int WARM = 30;

    private RestartsProbe() {}

    public static void main(String[] args) {
        for (int i = 1; i <= STARTS; i++) {
            startAndStop(args);
            if (i == WARM || i == STARTS) {
                say(i);
            }
        }
        System.exit(0);
    }

    private static void startAndStop(String... args) {
        try (ConfigurableApplicationContext context =
                new SpringApplicationBuilder(RestartedApplication.class).run(args)) {
            AtomicLong received = context.getBean(AtomicLong.class);
            while (received.get() == 0) {
                Thread.onSpinWait();
            }
        }
    }

    private static void say(int starts) {
        // Twice, so that what only a cleaner frees is gone too.
        System.gc();
        System.gc();
        List<String> own = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("millrace-"))
                .toList();
        System.out.println("PROBE starts=" + starts + " threads="
                + Thread.getAllStackTraces().keySet().stream()
                        .filter(Thread::isAlive)
                        .count()
                + " heapMiB="
                + (ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20)
                + " metaspaceMiB=" + (metaspaceBytes() >> 20) + " directMiB=" + (directBytes() >> 20) + " own=" + own);
    }

    private static long metaspaceBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
