package io.millrace.cli;

import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Bar;
import io.millrace.cli.view.Cell;
import io.millrace.cli.view.Column;
import io.millrace.cli.view.Table;
import io.millrace.cli.view.Tone;
import io.millrace.cli.view.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a topology, operator by operator.
 *
 * @param out where it is shown
 */
record MetricsView(Output out) {

    private static final int BAR = 20;
    private static final double HIGH = 0.9;

    /** Head and table. */
    List<String> lines(Doc topology, List<Doc> tasks) {
        List<String> head = new ArrayList<>();
        head.add(out.fieldText("Topology", Cell.of(topology.text("application") + "/" + topology.text("name"))));
        head.add(out.fieldText("State", Cell.state(topology.text("state"))));
        head.add(out.fieldText("Sampled", Cell.of(topology.text("sampledAt"))));
        head.add("");
        return out.picture(head, table(topology, tasks));
    }

    private static Table table(Doc topology, List<Doc> tasks) {
        Table table = new Table(
                Column.text("OPERATOR"),
                Column.number("TASKS").optional(5),
                Column.number("IN/S"),
                Column.number("OUT/S"),
                Column.word("BUSY█ CREDIT▒ THREAD░").optional(4),
                Column.number("BUSY").optional(1),
                Column.number("CREDIT").optional(3),
                Column.number("IDLE").optional(7),
                Column.number("QUEUE").optional(2),
                Column.number("LAG").optional(6));
        for (Doc operator : topology.list("operators")) {
            Load load = Load.of(operator.text("name", ""), tasks);
            table.row(
                    operator.text("name"),
                    operator.text("parallelism"),
                    Units.rate(operator.number("recordsInPerSecond")),
                    Units.rate(operator.number("recordsOutPerSecond")),
                    load.busy() == null
                            ? null
                            : Bar.shares(BAR, load.busy(), load.waitingForCredit(), load.waitingForThread()),
                    share(load.busy()),
                    share(load.waitingForCredit()),
                    Units.percent(load.idle()),
                    share(load.queueFill()),
                    Units.millis(load.lagMillis() != null ? load.lagMillis() : lagMillis(operator, topology)));
        }
        return table;
    }

    /** Where tasks say nothing, the operator may. */
    private static @Nullable Double lagMillis(Doc operator, Doc topology) {
        Instant watermark = operator.instant("watermark");
        Instant sampled = topology.instant("sampledAt");
        return watermark == null || sampled == null
                ? null
                : (Double) (double) Duration.between(watermark, sampled).toMillis();
    }

    private static Cell share(@Nullable Double share) {
        return new Cell(
                Units.percent(share), Objects.requireNonNullElse(share, 0.0) >= HIGH ? Tone.WARNING : Tone.PLAIN);
    }
}
