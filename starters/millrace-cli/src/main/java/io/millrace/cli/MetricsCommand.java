package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.api.ApiPath;
import io.millrace.cli.api.ProblemException;
import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Column;
import io.millrace.cli.view.Table;
import io.millrace.cli.view.Tone;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows figures. */
@Command(
        name = "metrics",
        description = {
            "Show what each operator of a topology does: records in a second, how its tasks spend their time, how full their"
                    + " queues are, how far they are behind. Or the course of one metric."
        })
final class MetricsCommand extends ApiCommand {

    private static final Duration REDRAW = Duration.ofSeconds(1);

    @Mixin
    private final TopologyArgument argument = new TopologyArgument();

    @ArgGroup(exclusive = true)
    private @Nullable Choice choice;

    @Option(names = "--operator", paramLabel = "OPERATOR", description = "With --name: only this operator.")
    private @Nullable String operator;

    @Option(names = "--task", paramLabel = "N", description = "With --name: only this task.")
    private @Nullable Integer task;

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description = "With --name: from then on, as in 2026-11-26T20:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "INSTANT", description = "With --name: until then.")
    private @Nullable String to;

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "With --name: operator, which is all of its tasks as one, or task.")
    private @Nullable String by;

    @Option(names = "--step", paramLabel = "SECONDS", description = "With --name: time between points.")
    private @Nullable Integer step;

    MetricsCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run(Api api) throws InterruptedException {
        ApiPath path = argument.resolve(api).path();
        if (choice != null && choice.isList) {
            list(api.get(path.add("metrics")));
        } else if (choice != null && choice.name != null) {
            course(api.get(path.add("metrics", choice.name)
                    .query("operator", operator)
                    .query("task", task)
                    .query("from", from)
                    .query("to", to)
                    .query("by", by == null ? null : by.toUpperCase(Locale.ROOT))
                    .query("stepSeconds", step)));
        } else if (choice != null && choice.isWatching) {
            watch(api, path);
        } else if (isJson()) {
            out().json(api.get(path.add("tasks")));
        } else {
            lines(api, path).forEach(environment().out()::println);
        }
        return ExitCode.OK;
    }

    private void watch(Api api, ApiPath path) throws InterruptedException {
        try (var screen = environment().screen()) {
            do {
                if (isJson()) {
                    out().jsonLine(api.get(path.add("tasks")));
                } else {
                    screen.draw(framed(api, path));
                }
            } while (!screen.isEndedWithin(REDRAW));
        }
    }

    /** A console that is away for a while, as while another leads, is no reason to stop watching. */
    private List<String> framed(Api api, ApiPath path) throws InterruptedException {
        try {
            return lines(api, path);
        } catch (RuntimeException e) {
            if (!ConnectionOptions.isPassing(e)) {
                throw e;
            }
            return List.of(Tone.WARNING.paint(
                    "The console does not answer at the moment; it is asked again",
                    environment().isColoured()));
        }
    }

    private List<String> lines(Api api, ApiPath path) throws InterruptedException {
        Doc topology = api.get(path);
        List<Doc> tasks;
        try {
            tasks = api.get(path.add("tasks")).list("tasks");
        } catch (ProblemException e) {
            if (!e.isUnsupported()) {
                throw e;
            }
            tasks = List.of(); // An older console; the rest is worth seeing.
        }
        return new MetricsView(out()).lines(topology, tasks);
    }

    private void list(Doc doc) {
        if (isJson()) {
            out().json(doc);
            return;
        }
        Table table = new Table(Column.text("METRIC"), Column.word("UNIT"), Column.word("KIND"));
        for (Doc metric : doc.list("metrics")) {
            table.row(metric.text("name"), metric.text("unit"), metric.text("kind"));
        }
        out().table(table, "There is no metric");
    }

    private void course(Doc doc) {
        if (isJson()) {
            out().json(doc);
        } else {
            out().table(new SeriesView(doc).table(), "There are no points");
            List<String> silent = doc.texts("silentMembers");
            if (!silent.isEmpty()) {
                out().line("Not answered by members " + String.join(", ", silent));
            }
        }
    }

    /** What to show instead of the figures of now. */
    static final class Choice {

        @Option(
                names = {"-w", "--watch"},
                description = "Show it again each second, until q or Ctrl-C.")
        private boolean isWatching;

        @Option(names = "--list", description = "List the metrics that there are.")
        private boolean isList;

        @Option(names = "--name", paramLabel = "METRIC", description = "Show the course of this metric.")
        private @Nullable String name;
    }
}
