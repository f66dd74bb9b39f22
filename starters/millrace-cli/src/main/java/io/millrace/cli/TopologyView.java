package io.millrace.cli;

import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Cell;
import io.millrace.cli.view.Column;
import io.millrace.cli.view.Table;
import io.millrace.cli.view.Tone;
import io.millrace.cli.view.Units;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A topology in detail.
 *
 * @param out where it is shown
 * @param now what ages are counted from
 */
record TopologyView(Output out, Instant now) {

    void show(Doc topology) {
        out.field("Topology", Cell.of(topology.text("application") + "/" + topology.text("name")));
        out.field("State", Cell.state(topology.text("state")));
        out.field("Health", Cell.state(topology.text("health")));
        out.field("Started", Cell.of(Units.ago(topology.instant("startedAt"), now)));
        out.field("Guarantee", Cell.of(topology.part("guarantees").text("asked")));
        out.field("Checkpoints", Cell.of(checkpoints(topology.part("checkpoints"))));
        out.field("Event time", Cell.of(eventTime(topology.part("clock"))));
        out.field("Bottleneck", bottleneck(topology.part("bottleneck")));
        noOutput(topology.part("noOutput"));
        troubles(topology);
        out.line("");
        out.table(operators(topology));
    }

    private static @Nullable String checkpoints(Doc checkpoints) {
        if (checkpoints.isEmpty()) {
            return null;
        }
        if (!checkpoints.isTrue("enabled")) {
            return "none are taken";
        }
        Double age = checkpoints.number("ageSeconds");
        return "every " + Units.seconds(checkpoints.number("intervalSeconds"))
                + ", the last " + (age == null ? "not yet" : Units.seconds(age) + " ago")
                + ", " + Units.count(checkpoints.number("failed")) + " failed"
                + ", " + Units.count(checkpoints.number("restarts")) + " restarts";
    }

    private static @Nullable String eventTime(Doc clock) {
        Double lag = clock.number("lagSeconds");
        return lag == null ? null : clock.text("watermark") + ", " + Units.seconds(lag) + " behind";
    }

    private static Cell bottleneck(Doc bottleneck) {
        String sentence = bottleneck.text("sentence");
        return sentence != null && "HELD_BACK".equals(bottleneck.text("verdict"))
                ? new Cell(sentence, Tone.WARNING)
                : Cell.of(sentence);
    }

    /** Says nothing where there is nothing to say. */
    private void noOutput(Doc noOutput) {
        if (!noOutput.isEmpty()) {
            out.field("No output", new Cell(noOutput.text("sentence", ""), Tone.WARNING));
        }
    }

    private void troubles(Doc topology) {
        Doc failure = topology.part("failure");
        if (!failure.isEmpty()) {
            out.field("Failure", new Cell(failure.text("message", ""), Tone.BAD));
        }
        for (Doc trouble : topology.list("troubles")) {
            out.field("Trouble", new Cell(trouble.text("operator") + ": " + trouble.text("reason"), Tone.WARNING));
        }
        for (Doc stuck : topology.list("stuck")) {
            out.field("Stuck", new Cell(call(stuck), Tone.WARNING));
        }
        for (Doc slow : topology.list("slow")) {
            out.field("Slow", new Cell(call(slow), Tone.WARNING));
        }
    }

    private static String call(Doc call) {
        return call.text("operator") + ": " + Units.seconds(call.number("seconds")) + " at " + call.text("where");
    }

    private Table operators(Doc topology) {
        Table table = new Table(
                Column.text("OPERATOR"),
                Column.word("KIND").optional(6),
                Column.number("TASKS").optional(5),
                Column.number("IN/S"),
                Column.number("OUT/S"),
                Column.number("IN").optional(3),
                Column.number("OUT").optional(2),
                Column.number("LATE").optional(7),
                Column.number("DEAD").optional(8),
                Column.number("LAG").optional(4));
        for (Doc operator : topology.list("operators")) {
            table.row(
                    operator.text("name"),
                    operator.text("kind"),
                    operator.text("parallelism"),
                    Units.rate(operator.number("recordsInPerSecond")),
                    Units.rate(operator.number("recordsOutPerSecond")),
                    Units.count(operator.number("recordsIn")),
                    Units.count(operator.number("recordsOut")),
                    Units.count(operator.number("recordsLate")),
                    Units.count(operator.number("recordsDeadLettered")),
                    lag(operator));
        }
        return table;
    }

    private String lag(Doc operator) {
        Instant watermark = operator.instant("watermark");
        if (watermark == null) {
            return operator.isTrue("ended") ? "ended" : Units.UNKNOWN;
        }
        return Units.millis((double) Duration.between(watermark, now).toMillis());
    }
}
