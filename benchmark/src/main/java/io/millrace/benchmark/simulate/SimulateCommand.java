package io.millrace.benchmark.simulate;

import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.cli.SeedNumber;
import io.millrace.benchmark.cli.ThreadCount;
import io.millrace.worker.simulation.crash.CrashLimits;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets the engine crash in simulations, and judges what its sinks have shown. */
@Command(
        name = "simulate",
        description =
                "Runs crash simulations of the engine, one for each seed; a seed that fails is made smaller and printed."
                        + " With one seed it tells what the run was like.")
public final class SimulateCommand implements Callable<Integer> {

    private static final int TERMINAL_MILLIS = 250;
    private static final int LOG_MILLIS = 10_000;
    private static final int FAILED = 1;

    /** Making a run smaller takes some hundred runs. */
    private static final int MAX_SHRUNK = 5;

    private static final String ERASE_LINE = "\r\033[K";

    private final Console console;
    private final Judge single;
    private final Judge cluster;

    @Option(names = "--bar", description = "Draw a bar, over and over, which is for terminals")
    private boolean isTerminal;

    @Option(
            names = "--cluster",
            description = "Simulate clusters: several processes, their network and who leads them. Their runs cannot be"
                    + " made smaller, and the options that bound a run are refused")
    private boolean isCluster;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "SEED",
            converter = SeedNumber.class,
            description = "First seed. Default: ${DEFAULT-VALUE}")
    private long from;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            converter = SeedNumber.class,
            description = "Number of seeds. Default: ${DEFAULT-VALUE}")
    private long seeds = 1_000;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = ThreadCount.class,
            description = "Threads, each with a seed of its own in hand. Default: the cores")
    private long threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final LimitOptions limitOptions = new LimitOptions();

    private int shrunk;
    private final long startNanos = System.nanoTime();

    /** Prints to a console. */
    public SimulateCommand(Console console) {
        this(console, Judge.CRASHES, Judge.CLUSTERS);
    }

    SimulateCommand(Console console, Judge single, Judge cluster) {
        this.console = console;
        this.single = single;
        this.cluster = cluster;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (isCluster && !limitOptions.limits().equals(CrashLimits.NONE)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Runs of a cluster cannot be bounded: leave out --cluster, or"
                            + LimitOptions.arguments(limitOptions.limits()));
        }
        return seeds == 1 ? replay() : sweep();
    }

    private Judge judge() {
        return isCluster ? cluster : single;
    }

    private int replay() {
        CrashLimits limits = limitOptions.limits();
        try {
            console.say("Seed " + from + " holds: " + judge().run(from, limits));
            return 0;
        } catch (AssertionError e) {
            say(new Sweep.Failure(from, String.valueOf(e.getMessage())));
            e.printStackTrace(console.progress());
            console.progress().flush();
            return FAILED;
        }
    }

    private int sweep() throws InterruptedException {
        ProgressLine line = new ProgressLine(seeds);
        try (Sweep sweep = Sweep.start(judge(), limitOptions.limits(), from, seeds, (int) threads)) {
            // Whoever interrupts wants to know what was done until then.
            Thread interrupted = new Thread(() -> finish(line, sweep), "simulate-interrupted");
            Runtime.getRuntime().addShutdownHook(interrupted);
            while (!sweep.await(isTerminal ? TERMINAL_MILLIS : LOG_MILLIS)) {
                sayFailures(sweep);
                showProgress(line, sweep);
            }
            sayFailures(sweep);
            if (sweep.failed() >= Sweep.MAX_FAILURES) {
                console.say("Simulations fail too often to go on: failed=" + sweep.failed());
            }
            if (Runtime.getRuntime().removeShutdownHook(interrupted)) {
                finish(line, sweep);
            }
            return sweep.failed() == 0 ? 0 : FAILED;
        }
    }

    private void showProgress(ProgressLine line, Sweep sweep) {
        if (isTerminal) {
            console.progress().print(ERASE_LINE + line.bar(sweep.done(), sweep.failed(), seconds()));
            console.progress().flush();
        } else {
            console.say(line.line(sweep.done(), sweep.failed(), seconds()));
        }
    }

    private void finish(ProgressLine line, Sweep sweep) {
        console.say((isTerminal ? ERASE_LINE : "") + line.summary(sweep.done(), sweep.failed(), seconds()));
    }

    private void sayFailures(Sweep sweep) {
        for (Sweep.Failure failure = sweep.pollFailure(); failure != null; failure = sweep.pollFailure()) {
            say(failure);
        }
    }

    private void say(Sweep.Failure failure) {
        long seed = failure.seed();
        console.say((isTerminal ? ERASE_LINE : "") + failure.fault());
        if (isCluster) {
            console.say("  Run it again: ./millrace simulate --cluster --from " + seed + " --seeds 1");
        } else if (shrunk++ < MAX_SHRUNK) {
            shrink(seed);
        }
    }

    private void shrink(long seed) {
        CrashLimits all = limitOptions.limits();
        if (judge().fault(seed, all).isEmpty()) {
            console.say("  It does not fail again, so something beside the seed has a part in it: seed=" + seed);
            return;
        }
        CrashLimits smallest =
                Shrinking.smallest(all, limits -> !judge().fault(seed, limits).isEmpty());
        console.say("  The smallest run found that fails: ./millrace simulate --from " + seed + " --seeds 1"
                + LimitOptions.arguments(smallest));
        console.say("  " + judge().fault(seed, smallest));
    }

    private double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
