package io.millrace.cli;

import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Bar;
import io.millrace.cli.view.Column;
import io.millrace.cli.view.Table;
import io.millrace.cli.view.Units;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The course of one metric.
 *
 * @param metric as the server gives it
 */
record SeriesView(Doc metric) {

    private static final int STEPS = 40;

    Table table() {
        boolean isDistribution = "DISTRIBUTION".equals(metric.part("metric").text("kind"));
        return isDistribution ? distributions() : numbers();
    }

    private Table numbers() {
        Table table = new Table(
                Column.text("OPERATOR"),
                Column.number("TASK"),
                Column.number("LAST"),
                Column.number("LEAST").optional(2),
                Column.number("GREATEST").optional(1),
                Column.word("COURSE").optional(3));
        for (Doc series : metric.list("series")) {
            List<Double> values = series.list("points").stream()
                    .map(point -> point.number("value"))
                    .filter(Objects::nonNull)
                    .toList();
            table.row(
                    series.text("operator", series.text("stage", "-")),
                    series.text("task"),
                    values.isEmpty() ? null : value(values.get(values.size() - 1)),
                    value(values.stream().min(Double::compare).orElse(null)),
                    value(values.stream().max(Double::compare).orElse(null)),
                    Bar.series(values, STEPS));
        }
        return table;
    }

    private Table distributions() {
        Table table = new Table(
                Column.text("OPERATOR"),
                Column.number("TASK").optional(3),
                Column.number("COUNT").optional(2),
                Column.number("P50"),
                Column.number("P90").optional(1),
                Column.number("P99"),
                Column.number("P99.9").optional(4),
                Column.number("MAX"));
        for (Doc series : metric.list("series")) {
            List<Doc> points = series.list("points");
            Doc last =
                    points.isEmpty() ? Doc.EMPTY : points.get(points.size() - 1).part("distribution");
            table.row(
                    series.text("operator", series.text("stage", "-")),
                    series.text("task"),
                    Units.count(last.number("count")),
                    value(last.number("p50")),
                    value(last.number("p90")),
                    value(last.number("p99")),
                    value(last.number("p999")),
                    value(last.number("max")));
        }
        return table;
    }

    private @Nullable String value(@Nullable Double value) {
        if (value == null) {
            return null;
        }
        return switch (metric.part("metric").text("unit", "")) {
            case "bytes/s" -> Units.bytes(value);
            case "ms" -> Units.millis(value);
            case "share" -> Units.percent(value);
            default -> Units.rate(value);
        };
    }
}
