package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.api.ApiPath;
import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Column;
import io.millrace.cli.view.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the configuration. */
@Command(
        name = "config",
        description = "Show the configuration of the application, and where each property comes from.")
final class ConfigCommand extends ReadCommand {

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            description = "Only properties that begin so; millrace without it.")
    private String prefix = "millrace";

    ConfigCommand(Environment environment) {
        super(environment);
    }

    @Override
    Doc read(Api api) throws InterruptedException {
        return api.get(ApiPath.of("configuration").query("prefix", prefix));
    }

    @Override
    void show(Doc doc) {
        Table table = new Table(
                Column.text("PROPERTY"),
                Column.text("VALUE"),
                Column.text("SOURCE").optional(1));
        for (Doc property : doc.list("properties")) {
            table.row(property.text("name"), property.text("value"), property.text("source"));
        }
        out().table(table, "There is no property that begins with " + prefix);
    }
}
