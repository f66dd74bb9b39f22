package io.millrace.benchmark.pass;

import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.cli.ContestOptions;
import io.millrace.benchmark.cli.ContestReport;
import io.millrace.benchmark.measure.Workload;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Passes strings through two shuffles, beside a bare ring between two threads. */
@Command(
        name = "pass",
        description = "Passes strings of 100 bytes from source to operator to sink, shuffled between them.")
public final class PassCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final ContestOptions options = new ContestOptions(50_000_000);

    /** Prints to a console. */
    public PassCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        ContestReport.run(
                new Workload("pass", options.events()),
                options.rounds(),
                console,
                new MillracePass(options.events(), options.parallelism(), true),
                new RingPass(options.events()));
        return 0;
    }
}
