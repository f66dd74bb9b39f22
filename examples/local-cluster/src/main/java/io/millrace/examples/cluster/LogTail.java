package io.millrace.examples.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a file that grows, line by line.
 *
 * <p><b>Thread.</b> Has one owner.
 */
final class LogTail {

    private static final int MAX_BYTES = 1 << 16;

    private final Path file;
    private final byte[] buffer = new byte[MAX_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long position;

    /** Begins at a position, which is the start of a line. */
    LogTail(Path file, long position) {
        this.file = file;
        this.position = position;
    }

    /** The lines that have come to their end since the last call, or many of them: none if there are no more. */
    List<String> poll() throws IOException {
        int length = read();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            if (buffer[i] != '\n') {
                line.write(buffer[i]);
            }
            if (buffer[i] == '\n' || line.size() == MAX_BYTES) {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            }
        }
        return lines;
    }

    /** Not by a channel, which would fail if its thread was interrupted. */
    private int read() throws IOException {
        if (!Files.exists(file)) {
            return 0; // Nothing was ever said.
        }
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            content.seek(position);
            int length = Math.max(0, content.read(buffer));
            position += length;
            return length;
        }
    }
}
