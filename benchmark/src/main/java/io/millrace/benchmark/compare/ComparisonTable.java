package io.millrace.benchmark.compare;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A comparison as a table of Markdown. */
final class ComparisonTable {

    private static final double MILLION = 1e6;
    private static final String UNKNOWN = "–";

    private ComparisonTable() {}

    /** The lines of the table. */
    static List<String> lines(Comparison comparison) {
        Stream<String> head = Stream.of(
                "| engine | M events/s | spread | × millrace | × ideal | CPU s per M events | peak heap, MiB"
                        + " | peak RSS, MiB |",
                "|---|---:|---:|---:|---:|---:|---:|---:|");
        return Stream.concat(head, comparison.engines().stream().map(runs -> row(comparison, runs)))
                .toList();
    }

    private static String row(Comparison comparison, Runs runs) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f %% | %s | %s | %s | %.0f | %s |",
                runs.engine(),
                digits(runs.eventsPerSecond() / MILLION),
                runs.spread() * 100,
                ratio(comparison, runs, "millrace"),
                ratio(comparison, runs, "ideal"),
                digits(runs.cpuSecondsPerMillion()),
                runs.peakHeapMiB(),
                runs.peakRssMiB() == 0 ? UNKNOWN : String.format(Locale.ROOT, "%.0f", runs.peakRssMiB()));
    }

    private static String ratio(Comparison comparison, Runs runs, String other) {
        return comparison
                .of(other)
                .map(reference -> digits(runs.eventsPerSecond() / reference.eventsPerSecond()))
                .orElse(UNKNOWN);
    }

    /** No more than three digits: a run is not worth more. */
    private static String digits(double number) {
        int decimals = number >= 100 ? 0 : number >= 10 ? 1 : number >= 1 ? 2 : number >= 0.1 ? 3 : 4;
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }
}
