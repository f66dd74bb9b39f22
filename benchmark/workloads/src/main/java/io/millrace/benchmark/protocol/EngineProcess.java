package io.millrace.benchmark.protocol;

import io.millrace.benchmark.usage.ResidentMemory;
import io.millrace.benchmark.usage.Usage;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.WorkloadKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/**
 * The main method of every engine: {@code WORKLOAD PARALLELISM} as arguments, then a number of events on each line of
 * standard input, for each of which the workload is done once and one line of JSON is printed, a {@link RunReport}. What
 * engines print themselves goes to standard error. The process ends with its input, so that it never outlives the one that
 * started it, and with 1 if a run fails.
 */
public final class EngineProcess {

    private EngineProcess() {}

    /**
     * Serves until the input ends, and does not return.
     *
     * @param engines starts the engine, given the parallelism
     */
    public static void serve(IntFunction<Engine> engines, String[] args) {
        PrintStream answers = System.out;
        System.setOut(System.err);
        int exitCode = 0;
        try {
            serve(engines, args, new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), answers);
        } catch (Exception e) {
            e.printStackTrace();
            exitCode = 1;
        }
        // Engines may leave threads behind that would keep the process.
        System.exit(exitCode);
    }

    static void serve(IntFunction<Engine> engines, String[] args, BufferedReader questions, PrintStream answers)
            throws Exception {
        if (args.length != 2) {
            throw new IllegalArgumentException("Arguments are not as expected: count=" + args.length
                    + "; give the name of a workload and the parallelism");
        }
        WorkloadKind workload = WorkloadKind.ofTitle(args[0])
                .orElseThrow(() -> new IllegalArgumentException(
                        "Workload is unknown: workload=" + args[0] + "; see ./millrace bench compare --help"));
        int parallelism = Integer.parseInt(args[1]);
        try (Engine engine = engines.apply(parallelism)) {
            String line;
            while ((line = questions.readLine()) != null) {
                RunSpec spec = new RunSpec(workload, parallelism, Long.parseLong(line));
                answers.println(run(engine, spec).toJson());
                answers.flush();
            }
        }
    }

    private static RunReport run(Engine engine, RunSpec spec) throws Exception {
        // Before the clock starts: the first to ask for the text has to read it.
        long events = spec.workload().events(spec.events());
        RunBooks.open();
        Tally tally = engine.run(spec);
        Usage usage = RunBooks.close();
        return report(engine.name(), spec, events, usage, tally);
    }

    private static RunReport report(String engine, RunSpec spec, long events, Usage usage, Tally tally)
            throws IOException {
        return new RunReport(
                engine,
                spec.workload().title(),
                spec.parallelism(),
                events,
                usage.seconds(),
                usage.cpuSeconds(),
                usage.peakHeapMiB(),
                ResidentMemory.peakMiB(),
                Runtime.version().toString(),
                tally);
    }
}
