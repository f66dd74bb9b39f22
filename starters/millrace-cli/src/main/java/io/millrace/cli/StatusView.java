package io.millrace.cli;

import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Cell;
import io.millrace.cli.view.Column;
import io.millrace.cli.view.Table;
import io.millrace.cli.view.Tone;
import io.millrace.cli.view.Units;
import java.time.Instant;
import java.util.List;

/**
 * Cluster and topologies in one look.
 *
 * @param out where it is shown
 * @param now what ages are counted from
 */
record StatusView(Output out, Instant now) {

    void show(Doc cluster, List<Doc> topologies) {
        out.field("Cluster", cluster(cluster));
        out.line("");
        Table table = new Table(
                Column.text("TOPOLOGY"),
                Column.word("STATE"),
                Column.word("HEALTH").optional(3),
                Column.number("FOR").optional(4),
                Column.number("IN/S").optional(2),
                Column.number("OUT/S").optional(1),
                Column.number("LAG").optional(5),
                Column.number("CHECKPOINT").optional(6),
                Column.number("RESTARTS").optional(7));
        topologies.forEach(topology -> row(table, topology));
        out.table(table, "There is no topology");
        topologies.forEach(this::troubles);
    }

    private static Cell cluster(Doc cluster) {
        List<Doc> members = cluster.list("members");
        if (members.isEmpty()) {
            return Cell.of("none; the application runs in one process");
        }
        String count = members.size() + (members.size() == 1 ? " member, " : " members, ");
        long lost =
                members.stream().filter(member -> !member.isTrue("connected")).count();
        String away = lost == 0 ? "" : ", " + lost + " not connected";
        String leader = members.stream()
                .filter(member -> member.isTrue("leader"))
                .map(member -> member.text("number") + " (" + member.text("name") + ")")
                .findFirst()
                .orElse(null);
        return leader == null
                ? new Cell(count + "the leader is not known at the moment" + away, Tone.WARNING)
                : new Cell(
                        count + "leader " + leader + ", epoch " + cluster.text("epoch") + away,
                        lost == 0 ? Tone.PLAIN : Tone.WARNING);
    }

    private void row(Table table, Doc topology) {
        Doc checkpoints = topology.part("checkpoints");
        Double age = checkpoints.number("ageSeconds");
        table.row(
                topology.text("application") + "/" + topology.text("name"),
                Cell.state(topology.text("state")),
                Cell.state(topology.text("health")),
                Units.since(topology.instant("startedAt"), now),
                Units.rate(sum(topology, "recordsInPerSecond")),
                Units.rate(sum(topology, "recordsOutPerSecond")),
                Units.seconds(topology.part("clock").number("lagSeconds")),
                age == null ? null : Units.seconds(age) + " ago",
                Units.count(checkpoints.number("restarts")));
    }

    /** What comes into a topology is what its first steps give, and what goes out what its last ones take. */
    private static Double sum(Doc topology, String rate) {
        boolean isIn = rate.equals("recordsInPerSecond");
        String own = isIn ? "to" : "from";
        String field = isIn ? "recordsOutPerSecond" : "recordsInPerSecond";
        List<String> inner =
                topology.list("edges").stream().map(edge -> edge.text(own, "")).toList();
        return topology.list("operators").stream()
                .filter(operator -> !inner.contains(operator.text("name", "")))
                .map(operator -> operator.number(field))
                .mapToDouble(number -> number == null ? 0 : number)
                .sum();
    }

    private void troubles(Doc topology) {
        Doc failure = topology.part("failure");
        String name = topology.text("application") + "/" + topology.text("name");
        if (!failure.isEmpty()) {
            out.line(name + ": " + failure.text("message"), Tone.BAD);
        }
        topology.list("troubles").forEach(trouble -> out.line(name + ": " + trouble.text("reason"), Tone.WARNING));
        topology.list("stuck")
                .forEach(stuck -> out.line(
                        name + ": a call of " + stuck.text("operator") + " has not returned for "
                                + Units.seconds(stuck.number("seconds")) + ", at " + stuck.text("where"),
                        Tone.WARNING));
    }
}
