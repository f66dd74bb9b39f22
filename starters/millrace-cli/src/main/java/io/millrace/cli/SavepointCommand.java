package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.json.Doc;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a savepoint, or deletes one. */
@Command(
        name = "savepoint",
        description = "Take a savepoint of a topology, and wait until it is there; or delete one.",
        footer = {"", "In scripts: millrace start --from \"$(millrace savepoint --quiet)\""})
final class SavepointCommand extends ApiCommand {

    @Mixin
    private final TopologyArgument argument = new TopologyArgument();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the number of the savepoint and nothing else.")
    private boolean isQuiet;

    @Option(names = "--delete", paramLabel = "SAVEPOINT", description = "Delete the savepoint of this number.")
    private @Nullable Long deleted;

    SavepointCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run(Api api) throws InterruptedException {
        TopologyName topology = argument.resolve(api);
        if (deleted != null) {
            return delete(api, topology, deleted);
        }
        Doc savepoint = api.post(topology.path().add("savepoints"), null);
        if (isJson()) {
            out().json(savepoint);
        } else {
            out().line(
                            isQuiet
                                    ? savepoint.text("id", "")
                                    : topology + ": savepoint " + savepoint.text("id") + " is taken");
        }
        return ExitCode.OK;
    }

    private ExitCode delete(Api api, TopologyName topology, long number) throws InterruptedException {
        if (!confirmation.isGiven(environment(), "Delete savepoint " + number + " of " + topology + "?")) {
            return ExitCode.FAILED;
        }
        Doc answer = api.delete(topology.path().add("savepoints", number));
        if (isJson()) {
            out().json(answer);
        } else {
            out().line(topology + ": savepoint " + number + " is deleted");
        }
        return ExitCode.OK;
    }
}
