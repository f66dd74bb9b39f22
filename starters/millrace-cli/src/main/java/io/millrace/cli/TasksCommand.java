package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Column;
import io.millrace.cli.view.Table;
import io.millrace.cli.view.Units;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists tasks. */
@Command(
        name = "tasks",
        description = "List the tasks of a topology: where they run, and what they spend their time on.")
final class TasksCommand extends ReadCommand {

    @Mixin
    private final TopologyArgument topology = new TopologyArgument();

    TasksCommand(Environment environment) {
        super(environment);
    }

    @Override
    Doc read(Api api) throws InterruptedException {
        return api.get(topology.resolve(api).path().add("tasks"));
    }

    @Override
    void show(Doc doc) {
        Table table = new Table(
                Column.text("STAGE"),
                Column.number("TASK"),
                Column.number("MEMBER").optional(4),
                Column.number("IN/S"),
                Column.number("OUT/S"),
                Column.number("BYTES IN").optional(9),
                Column.number("BYTES OUT").optional(8),
                Column.number("BUSY").optional(1),
                Column.number("CREDIT").optional(3),
                Column.number("THREAD").optional(7),
                Column.number("IDLE").optional(5),
                Column.number("QUEUE").optional(2),
                Column.number("LAG").optional(6));
        for (Doc task : doc.list("tasks")) {
            table.row(
                    task.text("stage"),
                    task.text("task"),
                    task.text("member"),
                    Units.rate(task.number("recordsInPerSecond")),
                    Units.rate(task.number("recordsOutPerSecond")),
                    Units.bytes(task.number("bytesIn")),
                    Units.bytes(task.number("bytesOut")),
                    Units.percent(task.number("busy")),
                    Units.percent(task.number("waitingForCredit")),
                    Units.percent(task.number("waitingForThread")),
                    Units.percent(task.number("idle")),
                    Units.percent(task.number("queueFill")),
                    Units.millis(task.number("watermarkLagMillis")));
        }
        out().table(table, "No task runs");
    }
}
