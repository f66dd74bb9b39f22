package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.api.ApiPath;
import io.millrace.cli.api.EventFeed;
import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Text;
import io.millrace.cli.view.Tone;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows events, also as they come. */
@Command(name = "events", description = "Show what has happened in all topologies or in one, and what happens.")
final class EventsCommand extends ApiCommand {

    private static final List<String> SEVERITIES = List.of("DEBUG", "INFO", "WARN", "ERROR");

    @Mixin
    private final TopologyArgument argument = new TopologyArgument();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what happens, until Ctrl-C.")
    private boolean isFollowing;

    @Option(names = "--limit", paramLabel = "N", description = "So many at most, the latest; 100 without it.")
    private @Nullable Integer limit;

    @Option(names = "--after", paramLabel = "ID", description = "Only what came after the event of this id.")
    private @Nullable String after;

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            description = "Only what is as bad as that: INFO, WARN, ERROR.")
    private @Nullable String severity;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only events of this kind.")
    private @Nullable String kind;

    @Option(names = "--count", paramLabel = "N", description = "With --follow: end after so many.")
    private long count = Long.MAX_VALUE;

    EventsCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run(Api api) throws InterruptedException {
        TopologyName topology = argument.isGiven() ? argument.resolve(api) : null;
        severity = severity == null ? null : checked(severity.toUpperCase(Locale.ROOT));
        ApiPath path = topology == null ? ApiPath.of("events") : topology.path().add("events");
        Doc known = api.get(path.query("after", after)
                .query("limit", limit)
                .query("severity", severity)
                .query("kind", kind));
        if (isFollowing) {
            known.list("events").forEach(this::show);
            return follow(api, topology, lastId(known));
        }
        if (isJson()) {
            out().json(known);
        } else if (known.list("events").isEmpty()) {
            out().note("There is no event");
        } else {
            known.list("events").forEach(this::show);
        }
        return ExitCode.OK;
    }

    private ExitCode follow(Api api, @Nullable TopologyName topology, String lastId) throws InterruptedException {
        ApiPath live = ApiPath.of("events", "live").query("severity", severity).query("kind", kind);
        try (EventFeed feed = new EventFeed(api, live, lastId, environment().time(), out()::note)) {
            long shown = 0;
            while (shown < count && !out().isClosed()) {
                Doc event = Doc.parse(feed.next().data());
                if (isWanted(event, topology)) {
                    show(event);
                    shown++;
                }
            }
        }
        return ExitCode.OK;
    }

    private static String checked(String severity) {
        if (!SEVERITIES.contains(severity)) {
            throw new UsageException("Severity is none: severity=" + severity + "; give INFO, WARN or ERROR");
        }
        return severity;
    }

    private String lastId(Doc known) {
        List<Doc> events = known.list("events");
        String last = events.isEmpty()
                ? known.text("next")
                : events.get(events.size() - 1).text("id");
        return last != null ? last : after == null ? "" : after;
    }

    /** The stream is that of all topologies, and an older console may send what was not asked for. */
    private boolean isWanted(Doc event, @Nullable TopologyName topology) {
        boolean isOfTopology = topology == null
                || (topology.application().equals(event.text("application"))
                        && topology.topology().equals(event.text("topology")));
        boolean isSevere = severity == null
                || SEVERITIES.indexOf(event.text("severity", severity)) >= SEVERITIES.indexOf(severity);
        return isOfTopology && isSevere && (kind == null || kind.equals(event.text("kind")));
    }

    private void show(Doc event) {
        if (isJson()) {
            out().jsonLine(event);
            return;
        }
        String severityText = event.text("severity", "INFO");
        Tone tone = Tone.ofSeverity(severityText);
        boolean isColoured = environment().isColoured();
        String prefix = Tone.DIM.paint(Text.clean(event.text("at", "-")), isColoured) + "  "
                + tone.paint(String.format("%-5s", Text.clean(severityText)), isColoured) + "  "
                + Text.clean(place(event)) + "  " + Text.clean(event.text("kind", "-")) + "  ";
        out().lines(prefix, event.text("message"), tone);
    }

    private static String place(Doc event) {
        String topology = event.text("topology");
        String operator = event.text("operator");
        String member = event.text("member");
        String place = topology == null ? "cluster" : event.text("application") + "/" + topology;
        if (operator != null) {
            place += "/" + operator + (event.text("task") == null ? "" : "#" + event.text("task"));
        }
        return member == null ? place : place + "@" + member;
    }
}
