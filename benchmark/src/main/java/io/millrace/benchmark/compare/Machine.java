package io.millrace.benchmark.compare;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where something was measured.
 *
 * @param processor model of the processor
 * @param cores number of cores
 * @param system operating system
 */
record Machine(String processor, int cores, String system) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** This one. */
    static Machine here() throws IOException {
        return new Machine(
                model(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    /** Load of the last minute, as text; it is above the number of cores when others work too. */
    static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "not known" : String.format(Locale.ROOT, "%.2f", load);
    }

    private static String model() throws IOException {
        if (!Files.isReadable(CPU_INFO)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(CPU_INFO).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
