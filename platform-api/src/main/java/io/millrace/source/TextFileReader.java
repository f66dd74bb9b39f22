package io.millrace.source;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads the lines of a file, and tells where it stands. */
final class TextFileReader implements SplitReader<String> {

    private final TextFile file;
    private final TextLines lines;

    TextFileReader(TextFile file, TextLines lines) {
        this.file = file;
        this.lines = lines;
    }

    @Override
    public Progress read(SourceOutput<String> out) throws IOException {
        return lines.read(out);
    }

    @Override
    public String position() {
        try {
            return file.position(lines.byteOffset(), lines.lineNumber()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
