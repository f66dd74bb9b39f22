package io.millrace.examples.wordcount;

import io.millrace.source.MalformedText;
import io.millrace.source.Sources;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The command line. It is judged before Spring starts, so that a wrong option or a missing file costs a line and no time;
 * what is right becomes properties. Arguments like {@code --millrace.worker.threads=1} go to Spring as they are.
 */
@Command(
        name = "./millrace demo",
        description = {"Counts words: live those of a book, or with --input those of a text of your own.", ""},
        synopsisHeading = "Usage: ",
        sortOptions = false,
        footer = {
            "",
            "A word is a longest run of letters, in lower case. The words of ASCII text, most",
            "frequent first, are those of",
            "",
            "  export LC_ALL=C",
            "  tr -cs 'A-Za-z' '\\n' < TEXT | tr 'A-Z' 'a-z' | grep -v '^$$' |",
            "    sort | uniq -c | sort -k1,1nr -k2",
            "",
            "Properties of Spring Boot and Millrace can be given as well, for example",
            "--millrace.worker.threads=1."
        })
final class WordCountCommand implements Callable<Integer> {

    /** Says that there is something to run. */
    static final int RUN = -1;

    private static final int WORDS_OF_A_TEXT = 20;

    private static final OptionSpec HELP = OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this.")
            .build();

    @Option(
            names = "--input",
            paramLabel = "FILE|FOLDER|-",
            converter = InputOption.class,
            description = "Count this text to its end and print the most frequent words in total; - is standard input.")
    private @Nullable String input;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description =
                    "Write the counts of each thousand lines of the input into files of this folder, each once: kill"
                            + " it, and the same command goes on where it was.")
    private @Nullable String output;

    @Option(
            names = "--top",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "Number of words to show; 20 of a text, 10 of the book.")
    private @Nullable Integer top;

    @Option(
            names = "--malformed",
            paramLabel = "replace|skip|fail",
            converter = MalformedOption.class,
            description =
                    "What to do with a line that is not UTF-8: replace its malformed bytes (the default), skip it,"
                            + " or fail.")
    private @Nullable MalformedText malformed;

    @Option(
            names = "--lines-per-second",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "Rate at which the book is streamed; 200 without it.")
    private @Nullable Integer linesPerSecond;

    @Option(names = "--verbose", description = "Show the log of the application.")
    private boolean isVerbose;

    private final List<String> properties = new ArrayList<>();

    /**
     * Reads the command line.
     *
     * @return {@link #RUN}, or the exit code of a process that has nothing to run
     */
    int parse(String[] args, PrintStream out, PrintStream err) {
        List<String> own = new ArrayList<>();
        for (String arg : args) {
            (isProperty(arg) ? properties : own).add(arg);
        }
        CommandLine commandLine = new CommandLine(this);
        commandLine.getCommandSpec().addOption(HELP);
        return commandLine
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(
                        new UsageErrors(argument -> "use --input " + argument + " to count a text"))
                .setExecutionExceptionHandler(WordCountCommand::printMessage)
                .execute(own.toArray(String[]::new));
    }

    /** Looks at the input, so that a missing one is told at once. */
    @Override
    public Integer call() throws IOException {
        if (output != null && (input == null || input.equals("-"))) {
            throw new IOException("Files are written of a text that can be read again: output=" + output + ", input="
                    + (input == null ? "none" : input) + "; give the text with --input FILE or FOLDER");
        }
        if (input != null && !input.equals("-")) {
            Sources.text(Path.of(input)).splits();
        }
        return RUN;
    }

    /** The application that the command line asks for; without its log, unless that was asked for. */
    SpringApplication application() {
        SpringApplication application = new SpringApplication(WordCountApplication.class);
        if (output != null) {
            application.setAdditionalProfiles("files");
        } else if (input != null) {
            application.setAdditionalProfiles("text");
        }
        return application;
    }

    /** What was asked for, as properties; those that were given as such win. */
    String[] springArguments() {
        List<String> arguments = new ArrayList<>();
        add(arguments, "millrace.app.demo.input", input);
        add(arguments, "millrace.app.demo.output", output);
        // Beside the counts, so that nothing of one folder is taken for that of another.
        add(arguments, "millrace.data-dir", output == null ? null : Path.of(output, ".millrace"));
        add(arguments, "millrace.app.demo.top", top == null && input != null ? Integer.valueOf(WORDS_OF_A_TEXT) : top);
        add(arguments, "millrace.app.demo.malformed", malformed);
        add(arguments, "millrace.app.demo.lines-per-second", linesPerSecond);
        if (isVerbose) {
            add(arguments, "logging.level.root", "info");
            add(arguments, "logging.level.io.millrace", "info");
        }
        arguments.addAll(properties);
        return arguments.toArray(String[]::new);
    }

    private static void add(List<String> arguments, String property, @Nullable Object value) {
        if (value != null) {
            arguments.add("--" + property + "=" + value);
        }
    }

    private static boolean isProperty(String arg) {
        int end = arg.indexOf('=');
        return arg.startsWith("--") && (end < 0 ? arg : arg.substring(0, end)).contains(".");
    }

    private static int printMessage(Exception failure, CommandLine commandLine, ParseResult parsed) {
        commandLine.getErr().println(failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
