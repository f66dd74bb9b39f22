package io.millrace.benchmark.compare;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Comparisons as a page of Markdown, with what must be known to judge them.
 *
 * <p><b>Thread.</b> Has one owner.
 */
final class ComparisonPage {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final List<String> lines = new ArrayList<>();

    /**
     * Begins a page.
     *
     * @param load load of the machine before anything ran
     */
    ComparisonPage(Machine machine, Instant start, String load) {
        lines.add("# Millrace beside other engines");
        lines.add("");
        lines.add("Measured by `./millrace bench compare`; [how, and by which rules](compare.md).");
        lines.add("");
        lines.add("- Begun: " + DATE.format(start));
        lines.add("- Machine: " + machine.processor() + ", " + machine.cores() + " cores, " + machine.system());
        lines.add("- Load before: " + load);
    }

    /**
     * Adds a comparison.
     *
     * @param load load of the machine after it
     */
    void add(Comparison comparison, JvmSettings jvm, CompareSettings settings, String load) {
        Runs first = comparison.engines().get(0);
        lines.add("");
        lines.add("## " + comparison.workload().title() + ", JDK " + first.jdk());
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "Parallelism %d, %,d events, medians of %d runs after %d to warm up; `%s`; load after: %s.",
                comparison.parallelism(),
                first.events(),
                settings.rounds().runs(),
                settings.rounds().warmups(),
                String.join(" ", jvm.flags()),
                load));
        lines.add("");
        lines.addAll(ComparisonTable.lines(comparison));
    }

    /** The text of the page. */
    String text() {
        return String.join("\n", lines) + "\n";
    }
}
