package io.millrace.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lines of text in UTF-8. A file or a stream is a split; the timestamp of a line is its number in the split, from 0, in
 * milliseconds, so that a text has an event time that does not hang on any clock.
 *
 * <p>A line ends with a line feed, a carriage return, or both, and without it at the end of the text. A line longer than
 * {@value TextLines#MAX_LINE_BYTES} bytes is cut there, at the boundary of a character, and goes on as the next line, so
 * that a text without line ends does not fill the memory.
 *
 * <p><b>Thread.</b> The counters may be read by any thread.
 */
public final class TextSource implements Source<String> {

    private final List<Path> roots;
    private final @Nullable Supplier<InputStream> stream;
    private final MalformedText malformed;
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder malformedLines = new LongAdder();

    private TextSource(List<Path> roots, @Nullable Supplier<InputStream> stream, MalformedText malformed) {
        this.roots = roots;
        this.stream = stream;
        this.malformed = malformed;
    }

    static TextSource ofPaths(List<Path> filesOrFolders) {
        return new TextSource(filesOrFolders, null, MalformedText.REPLACE);
    }

    /** Lines of a stream, for example standard input, which is read on a thread of its own and closed at its end. */
    public static TextSource ofStream(Supplier<InputStream> stream) {
        return new TextSource(List.of(), stream, MalformedText.REPLACE);
    }

    /** Chooses what to do with malformed bytes; without it they are replaced. */
    public TextSource malformed(MalformedText policy) {
        return new TextSource(roots, stream, policy);
    }

    @Override
    public List<String> splits() throws IOException {
        if (stream != null) {
            return List.of("-");
        }
        List<String> files = new ArrayList<>();
        for (Path root : roots) {
            files.addAll(files(root));
        }
        return files;
    }

    @Override
    public SplitReader<String> open(String split, SplitContext context) throws IOException {
        InputStream in = stream != null ? stream.get() : Files.newInputStream(Path.of(split));
        return new TextLines(in, split, malformed, bytesRead, malformedLines);
    }

    /** Reading a file may block on a slow disk; reading a stream may block for ever. */
    @Override
    public boolean isBlocking() {
        return stream != null;
    }

    /** Size of all files together, or -1 for a stream. */
    public long totalBytes() throws IOException {
        if (stream != null) {
            return -1;
        }
        long total = 0;
        for (String file : splits()) {
            total += Files.size(Path.of(file));
        }
        return total;
    }

    /** Bytes read so far. */
    public long bytesRead() {
        return bytesRead.sum();
    }

    /** Lines so far that held malformed bytes. */
    public long malformedLines() {
        return malformedLines.sum();
    }

    private static List<String> files(Path root) throws IOException {
        if (!Files.exists(root)) {
            throw new IOException("Text input does not exist: path=" + root.toAbsolutePath()
                    + "; give the path of a file or a folder");
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            files = walk.filter(file -> !Files.isDirectory(file) && !isHiddenBelow(root, file))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw unreadable(root, e);
        }
        if (files.isEmpty()) {
            throw new IOException("Text input holds no files: folder=" + root.toAbsolutePath()
                    + "; give a folder with at least one file that is not hidden");
        }
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw unreadable(file, null);
            }
        }
        return files.stream().map(Path::toString).toList();
    }

    private static boolean isHiddenBelow(Path root, Path file) {
        for (Path part : root.relativize(file)) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static IOException unreadable(Path path, @Nullable Exception cause) {
        return new IOException(
                "Text input cannot be read: path=" + path.toAbsolutePath() + "; check its permissions", cause);
    }
}
