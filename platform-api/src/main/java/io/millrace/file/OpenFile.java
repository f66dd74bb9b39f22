package io.millrace.file;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Hidden file that lines are being written to. After a failure it takes nothing any more, since half a line may be in it.
 *
 * <p><b>Thread.</b> Used by one thread at a time. An interrupt does not close it, as it would a channel.
 */
final class OpenFile {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final FileOutputStream file;
    private final OutputStream out;
    private @Nullable IOException failure;

    OpenFile(Path path) throws IOException {
        this.path = path;
        try {
            this.file = new FileOutputStream(path.toFile());
        } catch (IOException e) {
            throw failed(e);
        }
        this.out = new BufferedOutputStream(file, BUFFER_BYTES);
    }

    Path path() {
        return path;
    }

    void write(String line) throws IOException {
        requireWhole();
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Puts everything on the disk and closes the file. */
    void finish() throws IOException {
        requireWhole();
        try {
            out.flush();
            file.getFD().sync();
            file.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Closes the file, and removes it if it still has its name. */
    void discard() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }

    private void requireWhole() throws IOException {
        if (failure != null) {
            throw failed(failure);
        }
    }

    private IOException failed(IOException cause) {
        failure = cause;
        return new IOException(
                "Results cannot be written: file=" + path + ", reason=" + cause
                        + "; see that the disk has room and the folder can be written",
                cause);
    }
}
