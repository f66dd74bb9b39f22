package io.millrace.benchmark.pass;

import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.cli.ContestOptions;
import io.millrace.benchmark.cli.ContestReport;
import io.millrace.benchmark.measure.Workload;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Passes strings through a fused chain, beside a loop without an engine. */
@Command(
        name = "pass-fused",
        description = "Passes strings of 100 bytes from source to operator to sink, fused into one stage.")
public final class FusedPassCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final ContestOptions options = new ContestOptions(200_000_000);

    /** Prints to a console. */
    public FusedPassCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        ContestReport.run(
                new Workload("pass-fused", options.events()),
                options.rounds(),
                console,
                new MillracePass(options.events(), options.parallelism(), false),
                new IdealPass(options.events()));
        return 0;
    }
}
