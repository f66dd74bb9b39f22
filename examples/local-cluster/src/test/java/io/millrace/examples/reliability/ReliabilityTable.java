package io.millrace.examples.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was measured, as a table of Markdown with a row for each fault. */
final class ReliabilityTable {

    private static final String HEAD = """
            | fault | undisturbed gap | median | worst | worst, written | new leader after | runs |
            |---|---|---|---|---|---|---|
            """;

    /** That of all tests of a run. */
    static final ReliabilityTable OF_THIS_RUN = new ReliabilityTable();

    private final Map<String, List<RoundTimes>> rounds = new LinkedHashMap<>();

    void add(String fault, RoundTimes times) {
        rounds.computeIfAbsent(fault, name -> new ArrayList<>()).add(times);
    }

    /** Writes what there is so far. */
    void writeTo(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(Objects.requireNonNull(parent, "A file is in a folder"));
        Files.writeString(file, text());
    }

    String text() {
        return rounds.entrySet().stream()
                .map(row -> row(row.getKey(), row.getValue()))
                .collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(String fault, List<RoundTimes> times) {
        List<Duration> committed = sorted(times, RoundTimes::committed);
        List<Duration> written = sorted(times, RoundTimes::written);
        List<Duration> elections = sorted(times, RoundTimes::newLeader);
        return "| " + fault + " | "
                + text(median(sorted(times, RoundTimes::undisturbed))) + " | "
                + text(median(committed)) + " | "
                + text(committed.get(committed.size() - 1)) + " | "
                + text(written.get(written.size() - 1)) + " | "
                + (elections.isEmpty() ? "none" : text(median(elections))) + " | "
                + times.size() + " |\n";
    }

    /** Those that there are, the shortest first. */
    private static List<Duration> sorted(List<RoundTimes> times, Function<RoundTimes, @Nullable Duration> part) {
        return times.stream().map(part).filter(Objects::nonNull).sorted().toList();
    }

    private static Duration median(List<Duration> sorted) {
        Duration upper = sorted.get(sorted.size() / 2);
        return sorted.get((sorted.size() - 1) / 2).plus(upper).dividedBy(2);
    }

    private static String text(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
