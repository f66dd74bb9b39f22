package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.api.ApiPath;
import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Cell;
import io.millrace.cli.view.Column;
import io.millrace.cli.view.Table;
import io.millrace.cli.view.Tone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows who has changed what. */
@Command(name = "audit", description = "Show who has asked for changes, and what the console has answered.")
final class AuditCommand extends ReadCommand {

    private static final double FIRST_REFUSAL = 400;

    @Option(names = "--limit", paramLabel = "N", description = "So many at most, the latest; 100 without it.")
    private int limit = 100;

    AuditCommand(Environment environment) {
        super(environment);
    }

    @Override
    Doc read(Api api) throws InterruptedException {
        return api.get(ApiPath.of("audit").query("limit", limit));
    }

    @Override
    void show(Doc doc) {
        Table table = new Table(
                Column.text("AT"),
                Column.text("USER"),
                Column.text("FROM").optional(1),
                Column.word("METHOD"),
                Column.text("PATH"),
                Column.number("STATUS"));
        for (Doc entry : doc.list("entries")) {
            Double status = entry.number("status");
            table.row(
                    entry.text("at"),
                    entry.text("user"),
                    entry.text("address"),
                    entry.text("method"),
                    entry.text("path"),
                    status == null
                            ? null
                            : new Cell(entry.text("status", ""), status < FIRST_REFUSAL ? Tone.PLAIN : Tone.WARNING));
        }
        out().table(table, "Nobody has asked for a change");
    }
}
