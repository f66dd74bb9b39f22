package io.millrace.cli;

import io.millrace.cli.view.Screen;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where the tests give their commands. */
final class Terminal {

    final FakeTime time = new FakeTime();
    private final Map<String, String> variables = new HashMap<>(Map.of("NO_COLOR", "1", "TERM", "xterm"));
    private Path folder = Path.of("does-not-exist");
    private FakeScreen screen = new FakeScreen(false, Screen.UNBOUNDED);
    private boolean isInteractive;
    private String input = "";

    /** For a console, with its token. */
    static Terminal of(FakeConsole console) {
        return new Terminal().with("MILLRACE_URL", console.url()).with("MILLRACE_TOKEN", FakeConsole.TOKEN);
    }

    Terminal with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Terminal without(String variable) {
        variables.remove(variable);
        return this;
    }

    Terminal in(Path itsFolder) {
        folder = itsFolder;
        return this;
    }

    Terminal wide(int columns) {
        screen = new FakeScreen(true, columns);
        return this;
    }

    Terminal typing(String text) {
        input = text;
        isInteractive = true;
        return this;
    }

    FakeScreen screen() {
        return screen;
    }

    Outcome run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Environment environment = new Environment(
                variables,
                folder,
                new BufferedReader(new StringReader(input)),
                new PrintWriter(out),
                new PrintWriter(err),
                screen,
                isInteractive,
                time);
        int code = Cli.run(environment, args);
        return new Outcome(code, out.toString(), err.toString());
    }

    /** What came of a command. */
    record Outcome(int code, String out, String err) {}
}
