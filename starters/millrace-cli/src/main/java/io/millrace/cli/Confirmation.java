package io.millrace.cli;

import io.millrace.cli.view.Text;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks before something is done that cannot be undone. */
final class Confirmation {

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask. Without a terminal nothing is asked.")
    private boolean isConfirmed;

    /** Whether to go on: people are asked, scripts are not. */
    boolean isGiven(Environment environment, String question) {
        if (isConfirmed || !environment.isInteractive()) {
            return true;
        }
        environment.err().print(Text.clean(question) + " [y/N] ");
        environment.err().flush();
        try {
            String answer = environment.in().readLine();
            if (answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
                return true;
            }
        } catch (IOException e) {
            // Who cannot be heard has not agreed.
        }
        environment.err().println("Nothing was done");
        environment.err().flush();
        return false;
    }
}
