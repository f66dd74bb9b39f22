package io.millrace.benchmark.rest;

import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.measure.Json;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The REST API under load, while the topology of the same application is to go on as fast as it can. */
@Command(
        name = "rest",
        description = {
            "Asks an application in a process of its own for its list, at a steady rate, and listens to its topology, which"
                    + " counts words as fast as it can.",
            "In turn: the topology alone, with that load, and with the same load on a bare server in a third process. Ends"
                    + " with 1 if there was any error."
        })
public final class RestCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final RestOptions options = new RestOptions();

    /** Prints to a console. */
    public RestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        long errors = 0;
        for (int tasks : options.tasks()) {
            List<PhaseResult> results;
            try (RestRounds rounds = new RestRounds(options, tasks, console::say)) {
                results = rounds.run();
            }
            results.forEach(result -> console.result(Json.line(result)));
            report(results);
            errors += results.stream().mapToLong(PhaseResult::errors).sum();
        }
        return errors == 0 ? 0 : 1;
    }

    private void report(List<PhaseResult> results) {
        console.say("| tasks | phase | records/s | / alone | CPU s of the application | tasks | console | generator |"
                + " bare server | requests/s | p50 ms | p99 ms | max ms | fewest events | errors |");
        console.say("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        results.forEach(result -> console.say(result.row(results.get(0))));
        console.say(String.format(
                Locale.ROOT,
                "loaded / bare: %.3f",
                recordsPerSecond(results, Phase.LOADED) / recordsPerSecond(results, Phase.BARE)));
    }

    private static double recordsPerSecond(List<PhaseResult> results, Phase phase) {
        return results.stream()
                .filter(result -> result.phase().equals(phase.text()))
                .mapToDouble(PhaseResult::recordsPerSecond)
                .sum();
    }
}
