package io.millrace.examples.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where processes keep everything.
 *
 * @param path absolute
 * @param isTemporary whether it goes with the processes
 */
public record OwnFolder(Path path, boolean isTemporary) {

    /**
     * The folder that was asked for, which has to be empty, or else a temporary one.
     *
     * @param owner whose folder it is, as in "Kafka"
     */
    public static OwnFolder of(String owner, @Nullable Path asked) throws IOException {
        if (asked == null) {
            String prefix = owner.toLowerCase(Locale.ROOT).replace(' ', '-') + "-";
            return new OwnFolder(Files.createTempDirectory(prefix).toAbsolutePath(), true);
        }
        Files.createDirectories(asked);
        try (Stream<Path> content = Files.list(asked)) {
            if (content.findAny().isPresent()) {
                throw new IOException("Folder for " + owner + " is not empty: folder=" + asked + "; give an empty one");
            }
        }
        return new OwnFolder(asked.toAbsolutePath(), false);
    }

    /** Deletes what is in it. Follows no links. */
    public void clear() {
        try (Stream<Path> content = Files.walk(path)) {
            content.sorted(Comparator.reverseOrder())
                    .filter(each -> !each.equals(path))
                    .forEach(OwnFolder::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes it, if it was made here. */
    public void deleteIfTemporary() {
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
