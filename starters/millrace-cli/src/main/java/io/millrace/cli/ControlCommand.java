package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Tone;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that tells a topology to do something, and waits until it has. */
abstract class ControlCommand extends ApiCommand {

    @Mixin
    private final TopologyArgument argument = new TopologyArgument();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Option(names = "--no-wait", description = "Do not wait until it has happened.")
    private boolean isNotWaiting;

    private final String action;
    private final Goal goal;

    /**
     * A command.
     *
     * @param action last part of its path
     * @param goal what it waits for
     */
    ControlCommand(Environment environment, String action, Goal goal) {
        super(environment);
        this.action = action;
        this.goal = goal;
    }

    @Override
    final ExitCode run(Api api) throws InterruptedException {
        TopologyName topology = argument.resolve(api);
        Moment before = Moment.of(api.get(topology.path()));
        Doc body = body(api, topology);
        String question = question(topology);
        if (question != null && !confirmation.isGiven(environment(), question)) {
            return ExitCode.FAILED;
        }
        Doc answer = api.post(topology.path().add(action), body);
        if (isNotWaiting) {
            showAnswer(answer, topology);
            return ExitCode.OK;
        }
        Consumer<String> changes = isJson() ? out()::note : out()::line;
        Doc reached = new StateWait(environment().time(), connection().timeout(), changes)
                .until(goal, before, () -> api.get(topology.path()));
        if (isJson()) {
            out().json(reached);
        } else {
            String state = reached.text("state", "");
            out().line(topology + " is " + state, Tone.ofState(state));
        }
        return ExitCode.OK;
    }

    /** What to ask before, or null for nothing. */
    @Nullable
    String question(TopologyName topology) {
        return null;
    }

    /** What else to tell, or null for nothing. */
    @Nullable
    Doc body(Api api, TopologyName topology) throws InterruptedException {
        return null;
    }

    private void showAnswer(Doc answer, TopologyName topology) {
        if (isJson()) {
            out().json(answer);
        } else {
            out().line(topology + ": " + action + " is asked for");
        }
    }
}
