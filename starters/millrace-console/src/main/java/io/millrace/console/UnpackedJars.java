package io.millrace.console;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;

/**
 * Folders of unpacked jars among the temporary files, which nobody but the user of this process can read or write. A
 * process deletes its own at its end, and those of processes that had no time for it.
 */
final class UnpackedJars {

    private static final Logger log = LoggerFactory.getLogger(UnpackedJars.class);
    private static final String PREFIX = "millrace-console-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,10})-.*");

    private UnpackedJars() {}

    static Path newFolder() throws IOException {
        Path folder = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
        deleteLeftOver(folder);
        return folder;
    }

    /** Deletes a folder when the JVM ends and every application in it has been closed. */
    static void deleteAtExit(Path folder, Closeable user) {
        SpringApplication.getShutdownHandlers().add(() -> close(user, folder));
    }

    /** Deletes the folders of processes that are gone. */
    private static void deleteLeftOver(Path own) throws IOException {
        try (Stream<Path> beside = Files.list(own.resolveSibling("."))) {
            beside.filter(UnpackedJars::isLeftOver)
                    .filter(folder -> belongsTo(own, folder))
                    .forEach(UnpackedJars::delete);
        }
    }

    private static boolean isLeftOver(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches()
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private static boolean belongsTo(Path own, Path other) {
        try {
            return Files.getOwner(own).equals(Files.getOwner(other, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static void close(Closeable user, Path folder) {
        try {
            user.close();
        } catch (IOException e) {
            log.debug("Class loader of the console did not close: folder={}", folder, e);
        }
        delete(folder);
    }

    /** Never fails: of several processes that start together, each deletes the same, and finds it going. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : List.copyOf(files.sorted(Comparator.reverseOrder()).toList())) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.debug("Unpacked jars of the console could not be deleted: folder={}", folder, e);
        }
    }
}
