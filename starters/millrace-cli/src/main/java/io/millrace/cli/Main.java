package io.millrace.cli;

import io.millrace.cli.api.Time;
import io.millrace.cli.view.PlainScreen;
import io.millrace.cli.view.Screen;
import io.millrace.cli.view.TerminalScreen;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Starts the command line. Output is in UTF-8, whatever the locale says. */
public final class Main {

    /** Which of the streams 0, 1 and 2 are terminals, as the launcher says, which can tell; Java cannot. */
    private static final String TERMINALS = "millrace.cli.terminals";

    private Main() {}

    /** Arguments: see {@code --help}. */
    public static void main(String[] args) {
        String terminals = System.getProperty(TERMINALS, isConsole() ? "012" : "");
        PrintWriter out = writer(FileDescriptor.out);
        Screen screen = terminals.contains("1") ? new TerminalScreen() : new PlainScreen(out);
        Environment environment = new Environment(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
                out,
                writer(FileDescriptor.err),
                screen,
                terminals.contains("0") && terminals.contains("2"),
                Time.system());
        // Also ends threads that still hold connections.
        System.exit(Cli.run(environment, args));
    }

    /** Without the launcher: from JDK 22 on there is always a console, which says nothing. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isConsole() {
        return Runtime.version().feature() < 22 && System.console() != null;
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), false);
    }
}
