package io.millrace.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
 * <p>Files are replayable, a stream is not. A position is told in bytes and lines, with a checksum of the bytes at the
 * beginning of the file and of those just before the position, so that a file that was cut or replaced is refused. A file
 * may grow: what is appended is read when the topology goes on. If the last line had no end, what is appended to it is a line
 * of its own.
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
        if (filesOrFolders.isEmpty()) {
            throw new IllegalArgumentException("Text source has no input: paths=[]; give at least one file or folder");
        }
        return new TextSource(filesOrFolders, null, MalformedText.REPLACE);
    }

    /** Lines of a stream, for example standard input, which is read on a thread of its own and closed at its end. */
    public static TextSource ofStream(Supplier<InputStream> stream) {
        Objects.requireNonNull(stream, "stream");
        return new TextSource(List.of(), stream, MalformedText.REPLACE);
    }

    /** A source of the same text, with counters of its own, and a choice of what to do with malformed bytes. */
    public TextSource malformed(MalformedText policy) {
        Objects.requireNonNull(policy, "policy");
        return new TextSource(roots, stream, policy);
    }

    @Override
    public List<String> splits() throws IOException {
        if (stream != null) {
            return List.of("-");
        }
        List<String> files = new ArrayList<>();
        Set<Path> distinct = new HashSet<>();
        for (Path root : roots) {
            for (Path file : files(root)) {
                files.add(file.toString());
                if (!distinct.add(file.normalize())) {
                    throw new IOException("Text input is given twice: path=" + file + ", inputs=" + roots
                            + "; leave one of them out");
                }
            }
        }
        return files;
    }

    @Override
    public SplitReader<String> open(String split, SplitContext context) throws IOException {
        if (stream != null) {
            return lines(stream.get(), split);
        }
        TextFile file = TextFile.open(split);
        return new TextFileReader(file, lines(file, split));
    }

    @Override
    public SplitReader<String> open(String split, String position, SplitContext context) throws Exception {
        if (stream != null) {
            return Source.super.open(split, position, context);
        }
        TextFile.Position from = TextFile.Position.parse(split, position);
        TextFile file = TextFile.openAt(split, from);
        TextLines lines = lines(file, split);
        lines.startAt(from.bytes(), from.lines(), file.isBehindCarriageReturn());
        return new TextFileReader(file, lines);
    }

    @Override
    public boolean isReplayable() {
        return stream == null;
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

    private TextLines lines(InputStream in, String split) {
        return new TextLines(in, split, malformed, bytesRead, malformedLines);
    }

    private static List<Path> files(Path input) throws IOException {
        Path root = input.toAbsolutePath();
        if (!Files.exists(root)) {
            throw new IOException("Text input does not exist: path=" + root + "; give the path of a file or a folder");
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            files = walk.filter(file -> !Files.isDirectory(file) && !isHiddenBelow(root, file))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(root, e);
        }
        if (files.isEmpty()) {
            throw new IOException("Text input holds no files: folder=" + root
                    + "; give a folder with at least one file that is not hidden");
        }
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw unreadable(file, null);
            }
        }
        return files;
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
                "Text input cannot be read: path=" + path + (cause == null ? "" : ", reason=" + cause)
                        + "; check its permissions and links",
                cause);
    }
}
