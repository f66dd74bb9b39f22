package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.restart.RestartedApplication;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One JVM in which the same application starts and stops a hundred times. */
class ContextRestartsIT {

    private static final int STARTS = 100;
    /** By then every class is loaded and every cache is filled. */
    private static final int WARM = 30;

    @TempDir
    private static Path data;

    @Test
    void shouldLeaveNothingBehind() {
        Usage warm = null;
        for (int i = 1; i <= STARTS; i++) {
            startAndStop();
            if (i == WARM) {
                warm = Usage.now();
            }
        }
        Usage last = Usage.now();

        System.out.println("after " + WARM + " starts " + warm + ", after " + STARTS + " " + last);
        assertThat(millraceThreads()).isEmpty();
        assertThat(last.threads()).isLessThanOrEqualTo(warm.threads());
        assertThat(last.heapMiB()).isLessThan(warm.heapMiB() + 8);
        assertThat(last.metaspaceMiB()).isLessThan(warm.metaspaceMiB() + 8);
        assertThat(last.directMiB()).isLessThan(warm.directMiB() + 4);
    }

    private static void startAndStop() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RestartedApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn",
                        "--millrace.autostart=true",
                        "--millrace.console.enabled=true",
                        "--millrace.console.port=0",
                        "--millrace.data-dir=" + data)) {
            AtomicLong received = context.getBean(AtomicLong.class);
            long deadline = System.nanoTime() + 30_000_000_000L;
            while (received.get() == 0) {
                assertThat(System.nanoTime()).as("no record has come through").isLessThan(deadline);
                Thread.onSpinWait();
            }
        }
    }

    private static List<String> millraceThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("millrace-"))
                .toList();
    }

    private record Usage(long threads, long heapMiB, long metaspaceMiB, long directMiB) {

        static Usage now() {
            // Twice, so that what only a cleaner frees is gone too.
            System.gc();
            System.gc();
            return new Usage(
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(Thread::isAlive)
                            .count(),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20,
                    metaspaceBytes() >> 20,
                    directBytes() >> 20);
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
}
