package io.millrace.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data folder of an application while this process has it: only its user can read it, and no other process uses it.
 *
 * <p><b>Thread.</b> Any; opened by one and closed by one.
 */
final class DataFolder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DataFolder.class);
    private static final String LOCK = "lock";
    private static final String ADDRESS = "console.url";

    private final @Nullable Path path;
    private final @Nullable FileChannel lockFile;

    private DataFolder(@Nullable Path path, @Nullable FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder if need be, and takes it. Where it cannot be written, as in a container with a file system that is
     * read-only, there is none.
     *
     * @throws DataFolderInUseException if another process, or another context of this one, has it
     */
    static DataFolder open(Path path) {
        FileChannel channel;
        try {
            makePrivate(path);
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            log.warn(
                    "Data folder cannot be used: path={}, cause={}; logins to the console end with this process."
                            + " Set millrace.data-dir to a folder that can be written",
                    path,
                    e.toString());
            return new DataFolder(null, null);
        }
        lock(path, channel);
        return new DataFolder(path, channel);
    }

    /**
     * Says where the console is, for programs of the same user that find the token beside it.
     *
     * @param link address of the console; what follows it, as a token that logs in once, is left out
     */
    static void writeAddress(Path folder, String link) {
        int tail = link.indexOf("login?");
        try {
            Files.writeString(
                    folder.resolve(ADDRESS),
                    (tail < 0 ? link : link.substring(0, tail)) + "\n",
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            log.warn(
                    "Address of the console cannot be written: path={}, cause={};"
                            + " the command line has to be told it by --url",
                    folder,
                    e.toString());
        }
    }

    /** Where it is, or null if there is none. */
    @Nullable
    Path path() {
        return path;
    }

    @Override
    public void close() {
        if (lockFile != null) {
            try {
                lockFile.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void makePrivate(Path path) throws IOException {
        Files.createDirectories(path);
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void lock(Path path, FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                String owner = Files.readString(path.resolve(LOCK), StandardCharsets.UTF_8)
                        .trim();
                channel.close();
                throw new DataFolderInUseException(path, owner.isEmpty() ? "another process" : "process " + owner);
            }
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
        } catch (OverlappingFileLockException e) {
            close(channel);
            throw new DataFolderInUseException(path, "another context of this process");
        } catch (IOException e) {
            close(channel);
            throw new UncheckedIOException("Data folder cannot be locked: path=" + path, e);
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("Lock file did not close", e);
        }
    }
}
