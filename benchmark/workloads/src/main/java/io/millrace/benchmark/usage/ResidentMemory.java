package io.millrace.benchmark.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory that this process has of the operating system. */
public final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final double KIB_PER_MIB = 1 << 10;

    private ResidentMemory() {}

    /** The most that it has ever had, in MiB; 0 where there is no {@code /proc}. */
    public static double peakMiB() throws IOException {
        return Files.isReadable(STATUS) ? peakMiB(Files.readAllLines(STATUS)) : 0;
    }

    static double peakMiB(List<String> status) {
        return status.stream()
                .map(PEAK::matcher)
                .filter(Matcher::matches)
                .mapToDouble(matcher -> Long.parseLong(matcher.group(1)) / KIB_PER_MIB)
                .findFirst()
                .orElse(0);
    }
}
