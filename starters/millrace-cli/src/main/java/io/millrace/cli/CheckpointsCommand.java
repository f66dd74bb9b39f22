package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Cell;
import io.millrace.cli.view.Column;
import io.millrace.cli.view.Table;
import io.millrace.cli.view.Tone;
import io.millrace.cli.view.Units;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the checkpoints of a topology. */
@Command(name = "checkpoints", description = "Show the checkpoints of a topology: how they go, and which are kept.")
final class CheckpointsCommand extends ReadCommand {

    @Mixin
    private final TopologyArgument topology = new TopologyArgument();

    CheckpointsCommand(Environment environment) {
        super(environment);
    }

    @Override
    Doc read(Api api) throws InterruptedException {
        return api.get(topology.resolve(api).path().add("checkpoints"));
    }

    @Override
    void show(Doc doc) {
        Instant now = environment().time().now();
        Doc status = doc.part("status");
        out().field(
                        "Checkpoints",
                        Cell.of(
                                status.isTrue("enabled")
                                        ? "every " + Units.seconds(status.number("intervalSeconds"))
                                        : "none are taken"));
        out().field("Completed", Cell.of(Units.count(status.number("completed"))));
        out().field("Failed", Cell.of(Units.count(status.number("failed"))));
        out().field("Restarts", Cell.of(Units.count(status.number("restarts"))));
        out().field("Restored from", Cell.of(status.text("restoredFrom")));
        if (status.text("lastFailure") != null) {
            out().field("Last failure", new Cell(status.text("lastFailure", ""), Tone.WARNING));
        }
        running(status.part("running"));
        out().line("");
        Table recent = recent(status, now);
        if (!recent.isEmpty()) {
            out().table(recent);
            out().line("");
        }
        out().table(SavepointsCommand.kept(doc.list("kept"), now), "Nothing is kept");
    }

    private void running(Doc running) {
        if (!running.isEmpty()) {
            out().field(
                            "Under way",
                            Cell.of(running.text("id") + ", for " + Units.seconds(running.number("seconds"))
                                    + ", waiting for " + String.join(", ", running.texts("waitingFor"))));
        }
    }

    private static Table recent(Doc status, Instant now) {
        Table table = new Table(
                Column.number("RECENT"),
                Column.word("KIND").optional(4),
                Column.number("AGE"),
                Column.number("TOOK"),
                Column.number("ALIGNED").optional(3),
                Column.number("FROZEN").optional(2),
                Column.number("WRITTEN IN").optional(5),
                Column.number("SIZE"),
                Column.number("ADDED").optional(1),
                Column.text("SLOWEST").optional(6));
        for (Doc each : status.list("recent")) {
            table.row(
                    each.text("id"),
                    each.text("kind"),
                    Units.ago(each.instant("completedAt"), now),
                    Units.seconds(each.number("durationSeconds")),
                    Units.seconds(each.number("alignmentSeconds")),
                    Units.seconds(each.number("freezeSeconds")),
                    Units.seconds(each.number("writeSeconds")),
                    Units.bytes(each.number("bytes")),
                    Units.bytes(each.number("addedBytes")),
                    each.text("slowestTask"));
        }
        return table;
    }
}
