package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.api.ApiPath;
import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Column;
import io.millrace.cli.view.Table;
import io.millrace.cli.view.Units;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at a few of the records that an operator gives. */
@Command(
        name = "records",
        description = "Look for a moment at a few of the records that an operator gives, as far as that is configured.")
final class RecordsCommand extends ReadCommand {

    @Mixin
    private final TopologyArgument topology = new TopologyArgument();

    @Option(names = "--operator", required = true, paramLabel = "NAME", description = "The operator that gives them.")
    private String operator = "";

    @Option(names = "--limit", paramLabel = "N", description = "So many at most; 10 without it.")
    private int limit = 10;

    @Option(names = "--seconds", paramLabel = "N", description = "How long to look, 1 to 3 seconds; 1 without it.")
    private int seconds = 1;

    RecordsCommand(Environment environment) {
        super(environment);
    }

    @Override
    Doc read(Api api) throws InterruptedException {
        ApiPath path = topology.resolve(api).path().add("operators", operator, "tap");
        return api.post(path.query("records", limit).query("seconds", seconds), null);
    }

    @Override
    void show(Doc doc) {
        Table table = new Table(
                Column.text("RECORD"),
                Column.text("TYPE").optional(2),
                Column.text("EVENT TIME").optional(1),
                Column.number("MEMBER").optional(3));
        for (Doc record : doc.list("records")) {
            table.row(record.text("text"), record.text("type"), record.text("timestamp"), record.text("member"));
        }
        out().table(table, operator + " has given no record");
        out().line(operator + " has given " + Units.count(doc.number("seen")) + " in " + doc.text("seconds") + " s");
        List<String> silent = doc.texts("silentMembers");
        if (!silent.isEmpty()) {
            out().line("Not answered by members " + String.join(", ", silent));
        }
    }
}
