package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.api.ApiPath;
import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Text;
import io.millrace.cli.view.Tone;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the latest lines of a log. */
@Command(name = "logs", description = "Show the latest lines of the log of a member, the oldest first.")
final class LogsCommand extends ReadCommand {

    @Option(
            names = "--member",
            paramLabel = "MEMBER",
            description = "Number of a member; the one that is asked without it.")
    private String member = "self";

    @Option(names = "--lines", paramLabel = "N", description = "So many at most; 200 without it.")
    private int lines = 200;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Only what is as bad as that: DEBUG, INFO, WARN, ERROR.")
    private @Nullable String level;

    LogsCommand(Environment environment) {
        super(environment);
    }

    @Override
    Doc read(Api api) throws InterruptedException {
        return api.get(ApiPath.of("cluster", "members", member, "logs")
                .query("limit", lines)
                .query("level", level == null ? null : level.toUpperCase(Locale.ROOT)));
    }

    @Override
    void show(Doc doc) {
        boolean isColoured = environment().isColoured();
        for (Doc line : doc.list("lines")) {
            String severity = line.text("level", "INFO");
            String prefix = Tone.DIM.paint(Text.clean(line.text("at", "-")), isColoured) + "  "
                    + Tone.ofSeverity(severity).paint(String.format("%-5s", Text.clean(severity)), isColoured) + "  ["
                    + Text.clean(line.text("thread", "-")) + "] " + Text.clean(line.text("logger", "-")) + "  ";
            out().lines(prefix, line.text("message"), Tone.PLAIN);
        }
    }
}
