package io.millrace.console;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a port or an address that the console cannot have. */
final class ConsolePortFailureAnalyzer extends AbstractFailureAnalyzer<ConsolePortException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConsolePortException cause) {
        if (cause.reason() == ConsolePortException.Reason.NO_SUCH_ADDRESS) {
            return new FailureAnalysis(
                    "The console of Millrace cannot listen on address '" + cause.address() + "': "
                            + "this machine has no such address.",
                    "Set millrace.console.address to an address of this machine, 127.0.0.1 for itself alone"
                            + " or 0.0.0.0 for all, or remove it.",
                    cause);
        }
        if (cause.reason() == ConsolePortException.Reason.NO_SUCH_PORT) {
            return new FailureAnalysis(
                    "The console of Millrace is to use port " + cause.port() + ", which is in use by another program"
                            + " or not allowed.",
                    "Stop the program that listens on port " + cause.port()
                            + ", set millrace.console.port to another port or to 0 for any,"
                            + " or set millrace.console.enabled=false.",
                    cause);
        }
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct millrace.console.port and millrace.console.address, or set millrace.console.enabled=false.",
                cause);
    }
}
