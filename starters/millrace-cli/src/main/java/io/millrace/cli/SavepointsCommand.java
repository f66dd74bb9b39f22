package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Cell;
import io.millrace.cli.view.Column;
import io.millrace.cli.view.Table;
import io.millrace.cli.view.Tone;
import io.millrace.cli.view.Units;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists savepoints. */
@Command(name = "savepoints", description = "List the savepoints of a topology.")
final class SavepointsCommand extends ReadCommand {

    @Mixin
    private final TopologyArgument topology = new TopologyArgument();

    SavepointsCommand(Environment environment) {
        super(environment);
    }

    @Override
    Doc read(Api api) throws InterruptedException {
        return api.get(topology.resolve(api).path().add("savepoints"));
    }

    @Override
    void show(Doc doc) {
        out().table(kept(elements(doc), environment().time().now()), "There is no savepoint");
    }

    /** A bare list, or one in a field of its own. */
    static List<Doc> elements(Doc doc) {
        return doc.node().isArray() ? doc.elements() : doc.list("savepoints");
    }

    static Table kept(List<Doc> kept, Instant now) {
        Table table = new Table(
                Column.number("ID"),
                Column.word("KIND").optional(1),
                Column.number("AGE"),
                Column.number("SIZE"),
                Column.number("TRANSACTIONS").optional(2),
                Column.text("FAULT").optional(3));
        for (Doc each : kept) {
            String fault = each.text("fault");
            table.row(
                    each.text("id"),
                    each.text("kind"),
                    Units.ago(each.instant("createdAt"), now),
                    Units.bytes(each.number("bytes")),
                    Units.count(each.number("transactions")),
                    fault == null ? null : new Cell(fault, Tone.BAD));
        }
        return table;
    }
}
