package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.api.ApiPath;
import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Cell;
import io.millrace.cli.view.Column;
import io.millrace.cli.view.Table;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists applications. */
@Command(name = "apps", description = "List the applications and their topologies.")
final class AppsCommand extends ReadCommand {

    AppsCommand(Environment environment) {
        super(environment);
    }

    @Override
    Doc read(Api api) throws InterruptedException {
        return api.get(ApiPath.of("applications"));
    }

    @Override
    void show(Doc doc) {
        out().table(table(doc.elements()), "There is no application");
    }

    static Table table(List<Doc> applications) {
        Table table = new Table(
                Column.text("APPLICATION"),
                Column.text("VERSION").optional(2),
                Column.text("TOPOLOGY"),
                Column.word("STATE"),
                Column.word("HEALTH").optional(1));
        for (Doc application : applications) {
            List<Doc> topologies = application.list("topologies");
            if (topologies.isEmpty()) {
                table.row(application.text("name"), application.text("version"), null, null, null);
            }
            for (Doc topology : topologies) {
                table.row(
                        application.text("name"),
                        application.text("version"),
                        topology.text("name"),
                        Cell.state(topology.text("state")),
                        Cell.state(topology.text("health")));
            }
        }
        return table;
    }
}
