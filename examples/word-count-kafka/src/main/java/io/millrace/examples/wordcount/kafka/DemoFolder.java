package io.millrace.examples.wordcount.kafka;

import java.io.IOException;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * A folder that goes with the demo: what its broker holds, and the checkpoints, which mean nothing without it.
 *
 * @param path of the folder
 */
record DemoFolder(Path path) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(path);
    }
}
