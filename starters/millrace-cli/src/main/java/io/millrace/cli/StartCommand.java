package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.json.Doc;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a topology. */
@Command(name = "start", description = "Start a topology, from its last checkpoint unless another is named.")
final class StartCommand extends ControlCommand {

    private static final String LATEST = "latest";

    @ArgGroup(exclusive = true)
    private @Nullable Origin origin;

    StartCommand(Environment environment) {
        super(environment, "start", Goal.START);
    }

    @Override
    @Nullable
    String question(TopologyName topology) {
        return origin != null && origin.isFresh ? "Start " + topology + " without what it has kept?" : null;
    }

    @Override
    @Nullable
    Doc body(Api api, TopologyName topology) throws InterruptedException {
        if (origin == null) {
            return null;
        }
        return origin.isFresh
                ? Doc.of("fresh", true)
                : Doc.of("restoreFrom", number(api, topology, Objects.requireNonNull(origin.from)));
    }

    private static long number(Api api, TopologyName topology, String from) throws InterruptedException {
        if (from.matches("\\d{1,18}")) {
            return Long.parseLong(from);
        }
        if (!from.equals(LATEST)) {
            throw new UsageException("Savepoint is none: from=" + from + "; give its number, or " + LATEST);
        }
        return SavepointsCommand.elements(api.get(topology.path().add("savepoints"))).stream()
                .map(savepoint -> savepoint.number("id"))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(Double::longValue)
                .orElseThrow(() -> new UnknownNameException("There is no savepoint: topology=" + topology
                        + "; take one with savepoint, or start without --from"));
    }

    /** What to go on from. */
    static final class Origin {

        @Option(
                names = "--from",
                paramLabel = "SAVEPOINT",
                description =
                        "Number of the savepoint or checkpoint to go on from, or latest for the latest savepoint.")
        private @Nullable String from;

        @Option(names = "--fresh", description = "Begin anew, without what was kept.")
        private boolean isFresh;
    }
}
