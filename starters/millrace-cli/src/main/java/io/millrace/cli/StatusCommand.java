package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.api.ApiPath;
import io.millrace.cli.api.ProblemException;
import io.millrace.cli.json.Doc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows cluster and topologies in one look, or one topology in detail. */
@Command(
        name = "status",
        description = "Show the cluster and all topologies in one look, or one topology in detail.",
        footer = {"", "In scripts: millrace status orders --wait-for RUNNING --timeout 60"})
final class StatusCommand extends ApiCommand {

    @Mixin
    private final TopologyArgument topology = new TopologyArgument();

    @Option(
            names = "--wait-for",
            paramLabel = "STATE",
            split = ",",
            description =
                    "Wait until the topology is in this state, or in one of several with commas; also for a console"
                            + " that does not answer yet.")
    private List<String> awaited = new ArrayList<>();

    private @Nullable Api open;

    StatusCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run(Api api) throws InterruptedException {
        if (!awaited.isEmpty()) {
            show(await());
        } else if (topology.isGiven()) {
            show(api.get(topology.resolve(api).path()));
        } else {
            showAll(api);
        }
        return ExitCode.OK;
    }

    private Doc await() throws InterruptedException {
        Set<String> states = new HashSet<>();
        awaited.forEach(state -> states.add(state.toUpperCase(Locale.ROOT)));
        Goal goal = Goal.waitFor(states);
        StateWait wait = new StateWait(environment().time(), connection().timeout(), out()::note);
        return wait.until(goal, this::lookWithLogin);
    }

    /** A console that starts takes connections before its token is there: what is found then is looked for once more. */
    private Doc lookWithLogin() throws InterruptedException {
        try {
            return look();
        } catch (ProblemException e) {
            if (e.status() != 401) {
                throw e;
            }
            return look();
        }
    }

    /** What runs here may be found later than now: after each failure it is looked for anew. */
    private Doc look() throws InterruptedException {
        Api api = open == null ? connection().open(environment()) : open;
        open = null;
        Doc found = api.get(topology.resolve(api).path());
        open = api;
        return found;
    }

    private void show(Doc doc) {
        if (isJson()) {
            out().json(doc);
        } else {
            new TopologyView(out(), environment().time().now()).show(doc);
        }
    }

    private void showAll(Api api) throws InterruptedException {
        Doc cluster = api.get(ApiPath.of("cluster"));
        List<Doc> topologies = new ArrayList<>();
        for (TopologyName name : TopologyArgument.all(api.get(ApiPath.of("applications")))) {
            try {
                topologies.add(api.get(name.path()));
            } catch (ProblemException e) {
                if (e.status() != 404) {
                    throw e; // It has gone since the list was made.
                }
            }
        }
        if (isJson()) {
            out().json(Doc.of("cluster", cluster, "topologies", Doc.ofAll(topologies)));
        } else {
            new StatusView(out(), environment().time().now()).show(cluster, topologies);
        }
    }
}
