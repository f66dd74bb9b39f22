package io.millrace.examples.cluster;

import io.millrace.examples.wordcount.Terminal;
import io.millrace.examples.wordcount.UsageErrors;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Runs a cluster until Ctrl-C, SIGTERM, or the end of its time. */
public final class ClusterMain {

    /** More than everything may take to stop. */
    private static final int STOP_SECONDS = 60;

    private static final OptionSpec HELP = OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this.")
            .build();

    private final PrintStream out = Terminal.standardOutput();
    private final PrintStream err = Terminal.standardError();

    private ClusterMain() {}

    /** Arguments: see {@link ClusterCommand}. */
    public static void main(String[] args) {
        System.exit(new ClusterMain().run(args));
    }

    private int run(String[] args) {
        List<String> properties = new ArrayList<>();
        List<String> own = new ArrayList<>();
        for (String arg : args) {
            (isProperty(arg) ? properties : own).add(arg);
        }
        ClusterCommand command = new ClusterCommand();
        CommandLine commandLine = new CommandLine(command);
        commandLine.getCommandSpec().addOption(HELP);
        commandLine.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        try {
            commandLine.parseArgs(own.toArray(String[]::new));
        } catch (ParameterException e) {
            return new UsageErrors(argument -> "see --help").handleParseException(e, args);
        }
        if (commandLine.isUsageHelpRequested()) {
            commandLine.usage(out);
            out.flush();
            return ExitCode.OK;
        }
        return run(command, properties);
    }

    private int run(ClusterCommand command, List<String> properties) {
        try {
            ClusterSettings settings = command.settings(properties);
            ClusterRun run = new ClusterRun(command, out);
            CountDownLatch end = endOnSignals(run);
            try {
                return run.run(settings) ? ExitCode.OK : ExitCode.SOFTWARE;
            } finally {
                end.countDown();
            }
        } catch (InterruptedException e) {
            return ExitCode.OK; // The exit code is that of the signal.
        } catch (IllegalArgumentException e) {
            return complain(e, ExitCode.USAGE);
        } catch (IOException e) {
            return complain(e, ExitCode.SOFTWARE);
        }
    }

    /** Lets a signal end the run, and the JVM end when the latch is down. */
    private static CountDownLatch endOnSignals(ClusterRun run) {
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAndAwait(run, end), "end-on-signals"));
        return end;
    }

    private static void endAndAwait(ClusterRun run, CountDownLatch end) {
        run.endEarly();
        try {
            if (!end.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Cluster has not stopped in time: afterSeconds=" + STOP_SECONDS
                        + "; its processes end with this one");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int complain(Exception failure, int exitCode) {
        err.println(failure.getMessage());
        err.flush();
        return exitCode;
    }

    private static boolean isProperty(String arg) {
        int end = arg.indexOf('=');
        return arg.startsWith("--") && (end < 0 ? arg : arg.substring(0, end)).contains(".");
    }
}
