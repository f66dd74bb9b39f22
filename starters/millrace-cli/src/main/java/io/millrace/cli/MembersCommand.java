package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.api.ApiPath;
import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Cell;
import io.millrace.cli.view.Column;
import io.millrace.cli.view.Table;
import io.millrace.cli.view.Tone;
import io.millrace.cli.view.Units;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the members of the cluster, or shows one. */
@Command(
        name = "members",
        aliases = "cluster-members",
        description = "List the members of the cluster, or show one of them with its process.")
final class MembersCommand extends ReadCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "MEMBER",
            description = "Number of a member, or self for the one that is asked.")
    private @Nullable String number;

    MembersCommand(Environment environment) {
        super(environment);
    }

    @Override
    Doc read(Api api) throws InterruptedException {
        ApiPath cluster = ApiPath.of("cluster");
        return api.get(number == null ? cluster : cluster.add("members", number));
    }

    @Override
    void show(Doc doc) {
        if (number != null) {
            showMember(doc);
            return;
        }
        Table table = new Table(
                Column.number("MEMBER"),
                Column.text("NAME"),
                Column.word("ROLES").optional(2),
                Column.number("SLOTS").optional(3),
                Column.text("ADDRESS").optional(5),
                Column.text("VERSION").optional(4),
                Column.word("LEADS"),
                Column.word("CONNECTED").optional(1));
        for (Doc member : doc.list("members")) {
            table.row(
                    member.text("number"),
                    member.text("name"),
                    String.join(",", member.texts("roles")),
                    member.text("slots"),
                    member.text("host") + ":" + member.text("port"),
                    member.text("version"),
                    member.isTrue("leader") ? new Cell("yes", Tone.GOOD) : null,
                    member.isTrue("connected") ? "yes" : new Cell("no", Tone.BAD));
        }
        out().table(table, "There is no cluster: the application runs in one process");
    }

    private void showMember(Doc doc) {
        Doc member = doc.part("member");
        if (member.isEmpty()) {
            out().field("Member", Cell.of("this process, which is in no cluster"));
        } else {
            showPlace(member);
        }
        showProcess(doc.part("process"));
    }

    private void showPlace(Doc member) {
        out().field("Member", Cell.of(member.text("number") + ", " + member.text("name")));
        out().field("Roles", Cell.of(String.join(", ", member.texts("roles"))));
        out().field("Slots", Cell.of(member.text("slots")));
        out().field("Address", Cell.of(member.text("host") + ":" + member.text("port")));
        out().field("Version", Cell.of(member.text("version")));
        out().field("Leads", Cell.of(member.isTrue("leader") ? "yes" : "no"));
    }

    private void showProcess(Doc process) {
        if (process.isEmpty()) {
            out().field("Process", new Cell("does not answer", Tone.WARNING));
            return;
        }
        Instant now = environment().time().now();
        out().field(
                        "Process",
                        Cell.of(process.text("pid") + ", for " + Units.since(process.instant("startedAt"), now)));
        out().field("Java", Cell.of(process.text("javaVersion")));
        out().field("Millrace", Cell.of(process.text("millraceVersion")));
        out().field(
                        "Heap",
                        Cell.of(Units.bytes(process.number("heapUsedBytes")) + " of "
                                + Units.bytes(process.number("heapMaxBytes"))));
        out().field("Collecting", Cell.of(Units.millis(process.number("gcMillis"))));
        out().field("CPU", Cell.of(Units.percent(process.number("processCpuShare"))));
        out().field("Threads", Cell.of(process.text("threads")));
    }
}
