package io.millrace.examples.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where brokers keep everything.
 *
 * @param path absolute
 * @param isTemporary whether it goes with the brokers
 */
record BrokerFolder(Path path, boolean isTemporary) {

    /** The folder that was asked for, which has to be empty, or else a temporary one. */
    static BrokerFolder of(@Nullable Path asked) throws IOException {
        if (asked == null) {
            return new BrokerFolder(Files.createTempDirectory("kafka-brokers-").toAbsolutePath(), true);
        }
        Files.createDirectories(asked);
        try (Stream<Path> content = Files.list(asked)) {
            if (content.findAny().isPresent()) {
                throw new IOException("Folder for Kafka is not empty: folder=" + asked + "; give an empty one");
            }
        }
        return new BrokerFolder(asked.toAbsolutePath(), false);
    }

    void clear() {
        try (Stream<Path> content = Files.walk(path)) {
            content.sorted(Comparator.reverseOrder())
                    .filter(each -> !each.equals(path))
                    .forEach(BrokerFolder::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void deleteIfTemporary() {
        if (isTemporary) {
            clear();
            delete(path);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
