package io.millrace.cli;

import io.millrace.cli.api.Time;
import io.millrace.cli.view.Screen;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a command.
 *
 * @param variables of the environment
 * @param folder where the command was given
 * @param in standard input, where answers to questions come from
 * @param out standard output
 * @param err standard error
 * @param screen the terminal behind standard output, if there is one
 * @param isInteractive whether there is somebody to be asked
 * @param time clock and patience
 */
record Environment(
        Map<String, String> variables,
        Path folder,
        BufferedReader in,
        PrintWriter out,
        PrintWriter err,
        Screen screen,
        boolean isInteractive,
        Time time) {

    /** A variable, or null if it is not set or empty. */
    @Nullable
    String variable(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Whether output has colours: on a terminal that knows them, unless NO_COLOR is set. See no-color.org. */
    boolean isColoured() {
        return screen.isTerminal() && variable("NO_COLOR") == null && !"dumb".equals(variable("TERM"));
    }
}
