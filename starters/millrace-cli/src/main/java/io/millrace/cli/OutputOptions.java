package io.millrace.cli;

import picocli.CommandLine.Option;

/** How a command says what it has to say. */
final class OutputOptions {

    @Option(names = "--json", description = "Print what the server says as JSON.")
    private boolean isJson;

    @Option(names = "--debug", description = "Show where in the code something has failed.")
    private boolean isDebugging;

    boolean isJson() {
        return isJson;
    }

    boolean isDebugging() {
        return isDebugging;
    }
}
