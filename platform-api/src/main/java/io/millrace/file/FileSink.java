package io.millrace.file;

import io.millrace.Experimental;
import io.millrace.function.MapFunction;
import io.millrace.sink.TransactionalSink;
import io.millrace.sink.TransactionalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Sink of text files in UTF-8, a line for each result, that shows each result once. What a task writes between two
 * checkpoints becomes one file, which appears whole when the second of them has been decided, and never changes again. Its
 * name says task and checkpoint, such as {@code part-00002-000000000017.txt}. A task that has written nothing leaves no file.
 *
 * <p>Until then the lines are in hidden files of the same folder. Without checkpoints they appear when the stream ends.
 *
 * <p><b>Contract.</b> Folder and prefix together belong to one sink of one topology: it removes hidden files that it takes
 * for its own leavings. A file is to stay where it is until the next checkpoint of the topology has been decided, since a
 * restart makes sure that it is there.
 *
 * <p><b>Lines.</b> End with a line feed. A result whose line holds a line feed or a carriage return is refused, as it would be
 * read as two; the error policy of the step decides what becomes of it.
 *
 * @param <T> the type of the results
 */
@Experimental
public final class FileSink<T> implements TransactionalSink<T> {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");
    private static final Pattern SUFFIX = Pattern.compile("(\\.[A-Za-z0-9_.-]{1,20})?");

    private final Path folder;
    private final MapFunction<? super T, String> line;
    private final String prefix;
    private final String suffix;

    private FileSink(Path folder, MapFunction<? super T, String> line, String prefix, String suffix) {
        this.folder = folder;
        this.line = line;
        this.prefix = prefix;
        this.suffix = suffix;
    }

    /**
     * Files {@code part-*.txt} in a folder, which is made when the topology starts, if need be.
     *
     * @param line the line of a result, without its end
     */
    public static <T> FileSink<T> text(Path folder, MapFunction<? super T, String> line) {
        return new FileSink<>(
                Objects.requireNonNull(folder, "folder").toAbsolutePath().normalize(),
                Objects.requireNonNull(line, "line"),
                "part",
                ".txt");
    }

    /** With names that begin otherwise; sinks that share a folder need it. */
    public FileSink<T> prefix(String other) {
        return new FileSink<>(folder, line, valid("Prefix", other, PREFIX), suffix);
    }

    /** With names that end otherwise, in {@code .csv} or another extension, or in nothing. */
    public FileSink<T> suffix(String other) {
        return new FileSink<>(folder, line, prefix, valid("Suffix", other, SUFFIX));
    }

    /** A disk may be slow, and a checkpoint waits for it. */
    @Override
    public boolean isBlocking() {
        return true;
    }

    @Override
    public TransactionalWriter<T> open(int taskIndex, int parallelism) throws IOException {
        try {
            // A link to a folder would not do for createDirectories.
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new IOException(
                    "Folder of results cannot be made: folder=" + folder + ", reason=" + e
                            + "; give a folder that this user may make and write",
                    e);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("Folder of results cannot be written: folder=" + folder + "; check its permissions");
        }
        return new FileWriter<>(new ResultFolder(folder, prefix, suffix), line, taskIndex, parallelism);
    }

    private static String valid(String subject, String name, Pattern pattern) {
        if (!pattern.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    subject + " of file names is not valid: name='" + name
                            + "'; use letters, digits, dots, dashes and underscores; a suffix begins with a dot, a prefix does not");
        }
        return name;
    }
}
