package io.millrace.benchmark.cli;

import picocli.CommandLine.Option;

/** The option that every command has. */
public final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli sets it, and that is all it is for
    private boolean isRequested;
}
