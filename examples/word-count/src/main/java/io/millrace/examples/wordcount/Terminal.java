package io.millrace.examples.wordcount;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Standard output or standard error, in UTF-8 whatever the locale says, and the terminal behind it.
 *
 * @param stream where to write; to be flushed
 * @param size size of the terminal, or null if there is none that can be drawn on
 */
public record Terminal(PrintStream stream, @Nullable Size size) {

    /** Standard output and its terminal. */
    public static Terminal out() {
        // Java cannot tell whether a stream is a terminal. The shell can; its answer comes on the other stream.
        ProcessBuilder shell = shell("test -t 1 && stty size <&1 >&2").redirectOutput(Redirect.INHERIT);
        return new Terminal(standardOutput(), size(shell, false));
    }

    /** Standard error and its terminal. */
    public static Terminal err() {
        ProcessBuilder shell = shell("test -t 2 && stty size <&2").redirectError(Redirect.INHERIT);
        return new Terminal(standardError(), size(shell, true));
    }

    /** Standard output, for what is not drawn. */
    public static PrintStream standardOutput() {
        return stream(FileDescriptor.out);
    }

    /** Standard error, for what is not drawn. */
    public static PrintStream standardError() {
        return stream(FileDescriptor.err);
    }

    /** Takes the cursor up by so many lines, to the start of the line, and clears from there on. */
    static String upAndClear(int lines) {
        return "\033[" + lines + "A\r\033[J";
    }

    /** Takes the cursor to the start of its line and clears the line. */
    static String clearLine() {
        return "\r\033[K";
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    private static ProcessBuilder shell(String script) {
        return new ProcessBuilder("sh", "-c", script);
    }

    private static @Nullable Size size(ProcessBuilder shell, boolean isAnswerOnOutput) {
        String term = System.getenv("TERM");
        if (term == null || term.equals("dumb")) {
            return null;
        }
        try {
            Process process = shell.start();
            try (InputStream answer = isAnswerOnOutput ? process.getInputStream() : process.getErrorStream()) {
                return Size.parse(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            return null; // No shell: no drawing.
        }
    }

    /**
     * Size of a terminal.
     *
     * @param rows number of lines
     * @param columns number of characters in a line
     */
    public record Size(int rows, int columns) {

        /** Reads what stty says, as in "24 80"; yields null if it is no size. */
        static @Nullable Size parse(String text) {
            String[] parts = text.strip().split(" ", -1);
            if (parts.length != 2 || !parts[0].matches("[1-9]\\d{0,4}") || !parts[1].matches("[1-9]\\d{0,4}")) {
                return null;
            }
            return new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
    }
}
