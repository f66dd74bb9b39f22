package io.millrace.cli;

import io.millrace.cli.api.ProblemException;
import io.millrace.cli.view.Text;
import io.millrace.cli.view.Tone;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people read when something has failed: one line with the cause, one with what to do. */
final class Failures {

    private static final int MAX_LENGTH = 2_000;

    private Failures() {}

    static void print(Throwable failure, PrintWriter err, boolean isColoured, boolean isDebugging) {
        List<String> lines = lines(failure);
        err.println(Tone.BAD.paint("Error: ", isColoured) + Text.clean(Text.cut(lines.get(0), MAX_LENGTH)));
        lines.stream().skip(1).forEach(line -> err.println("  " + Text.clean(Text.cut(line, MAX_LENGTH))));
        if (isDebugging) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            Text.lines(trace.toString()).forEach(err::println);
        }
        err.flush();
    }

    private static List<String> lines(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return lines(problem);
        }
        if (failure instanceof InterruptedException) {
            return List.of("Interrupted");
        }
        String message = failure.getMessage();
        if (message == null || !(failure instanceof RuntimeException) || isOfTheJdk(failure)) {
            return List.of("Command has failed: cause=" + failure, "See it again with --debug");
        }
        int half = message.indexOf("; ");
        return half < 0 ? List.of(message) : List.of(message.substring(0, half), sentence(message.substring(half + 2)));
    }

    private static boolean isOfTheJdk(Throwable failure) {
        return failure.getClass().getName().startsWith("java.") && !(failure instanceof IllegalArgumentException);
    }

    private static List<String> lines(ProblemException problem) {
        List<String> lines = new ArrayList<>();
        if (problem.isUnsupported()) {
            lines.add("Console does not know this request: status=" + problem.status());
            lines.add("It may run another version of Millrace than this command line");
            return lines;
        }
        String detail = problem.detail();
        lines.add(detail == null ? "Console says no: status=" + problem.status() : detail);
        String advice = advice(problem);
        if (!advice.isEmpty()) {
            lines.add(advice);
        }
        return lines;
    }

    private static String advice(ProblemException problem) {
        if (problem.status() == 401) {
            return "Give a token that the console takes: MILLRACE_TOKEN or --token-file";
        }
        String nearest =
                problem.nearest().isEmpty() ? "" : "Did you mean " + String.join(" or ", problem.nearest()) + "? ";
        @Nullable String remedy = problem.remedy();
        return (nearest + (remedy == null ? "" : sentence(remedy))).strip();
    }

    private static String sentence(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
