package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.api.ApiPath;
import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Column;
import io.millrace.cli.view.Table;
import io.millrace.cli.view.Units;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters, gives them to their topology again, or drops them. */
@Command(
        name = "dead-letters",
        description = "List the records that a topology has given up, give them to it again, or drop them.")
final class DeadLettersCommand extends ApiCommand {

    @Mixin
    private final TopologyArgument argument = new TopologyArgument();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @ArgGroup(exclusive = true)
    private @Nullable Action action;

    @Option(names = "--limit", paramLabel = "N", description = "So many at most, the latest; 100 without it.")
    private int limit = 100;

    DeadLettersCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run(Api api) throws InterruptedException {
        TopologyName topology = argument.resolve(api);
        ApiPath path = topology.path().add("dead-letters");
        if (action == null) {
            show(api.get(path.query("limit", limit)));
            return ExitCode.OK;
        }
        if (!action.isDrop()) {
            return told(topology, api.post(path.add("replay"), action.replay()), "replayed", "Given again");
        }
        if (!confirmation.isGiven(environment(), "Drop " + action.whatIsDropped() + " of " + topology + "?")) {
            return ExitCode.FAILED;
        }
        ApiPath dropped = path.query("all", action.areAllDropped ? "true" : null);
        for (String id : action.dropped) {
            dropped = dropped.query("id", id);
        }
        return told(topology, api.delete(dropped), "dropped", "Dropped");
    }

    private ExitCode told(TopologyName topology, Doc answer, String field, String word) {
        List<Doc> refused = answer.list("refused");
        if (isJson()) {
            out().json(answer);
        } else {
            out().line(topology + ": " + word + ": " + Units.count(answer.number(field)) + ", refused: "
                    + refused.size());
            refused.forEach(each -> out().line("  " + each.text("id") + "  " + each.text("reason")));
            tellSilent(answer);
        }
        return refused.isEmpty() && answer.texts("silentMembers").isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void show(Doc doc) {
        if (isJson()) {
            out().json(doc);
            return;
        }
        Instant now = environment().time().now();
        Table table = new Table(
                Column.text("ID"),
                Column.text("OPERATOR"),
                Column.number("TASK").optional(1),
                Column.number("AGE"),
                Column.number("RECORDS").optional(2),
                Column.number("ATTEMPTS").optional(3),
                Column.text("EVENT TIME").optional(4),
                Column.text("CAUSE"));
        for (Doc letter : doc.list("deadLetters")) {
            table.row(
                    letter.text("id"),
                    letter.text("operator"),
                    letter.text("task"),
                    Units.ago(letter.instant("at"), now),
                    Units.count(letter.number("records")),
                    letter.text("attempts"),
                    letter.text("timestamp"),
                    letter.text("cause"));
        }
        out().table(table, "There is no dead letter");
        tellSilent(doc);
    }

    private void tellSilent(Doc doc) {
        List<String> silent = doc.texts("silentMembers");
        if (!silent.isEmpty()) {
            out().line("Not answered by members " + String.join(", ", silent));
        }
    }

    /** What to do with dead letters. */
    static final class Action {

        @Option(names = "--replay", split = ",", paramLabel = "ID", description = "Give these to the topology again.")
        private List<String> replayed = new ArrayList<>();

        @Option(names = "--replay-all", description = "Give all of them to the topology again.")
        private boolean isAllReplayed;

        @Option(names = "--drop", split = ",", paramLabel = "ID", description = "Drop these.")
        private List<String> dropped = new ArrayList<>();

        @Option(names = "--drop-all", description = "Drop all of them.")
        private boolean areAllDropped;

        private boolean isDrop() {
            return areAllDropped || !dropped.isEmpty();
        }

        private String whatIsDropped() {
            return areAllDropped ? "all dead letters" : dropped.size() + " dead letters";
        }

        private Doc replay() {
            return isAllReplayed ? Doc.of("all", true) : Doc.of("ids", replayed);
        }
    }
}
