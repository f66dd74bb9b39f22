package io.millrace.worker.checkpoint;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of the machine.
 *
 * <p>On Windows folders cannot be synced; there the file system itself keeps renames in order.
 *
 * <p><b>Thread.</b> May be used by several at once. A thread that is interrupted in a call fails in it.
 */
public final class NioDisk implements Disk {

    private static final boolean SYNCS_FOLDERS = File.separatorChar == '/';

    private final Path root;

    private NioDisk(Path root) {
        this.root = root;
    }

    /**
     * Uses a folder, which is made if the one above it exists.
     *
     * @throws IOException if it is not there, is no folder, or cannot be written to
     */
    public static NioDisk at(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        Path parent = root.getParent();
        if (!Files.exists(root) && parent != null && Files.isDirectory(parent)) {
            Files.createDirectory(root);
            new NioDisk(parent).syncFolder("");
        }
        if (!Files.isDirectory(root)) {
            String fact = Files.exists(root) ? "is not a folder" : "is missing, and so is the one above it";
            throw new IOException("Folder of checkpoints " + fact + ": folder=" + root
                    + "; make the folder, mount what holds it, or name another");
        }
        if (!Files.isWritable(root)) {
            throw new IOException("Folder of checkpoints cannot be written to: folder=" + root + ", user="
                    + System.getProperty("user.name") + "; let this user write there, or name another folder");
        }
        return new NioDisk(root);
    }

    @Override
    public void makeFolder(String folder) throws IOException {
        Path path = path(folder);
        try {
            Files.createDirectory(path);
        } catch (FileAlreadyExistsException there) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw there;
            }
        } catch (IOException e) {
            throw DiskFaults.explained(path, e);
        }
    }

    @Override
    public List<String> list(String folder) throws IOException {
        try (Stream<Path> paths = Files.list(path(folder))) {
            return paths.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public Output create(String file) throws IOException {
        Path path = path(file);
        try {
            return new NioOutput(path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw DiskFaults.explained(path, e);
        }
    }

    @Override
    public Input open(String file) throws IOException {
        Path path = path(file);
        try {
            return new NioInput(path, FileChannel.open(path, StandardOpenOption.READ));
        } catch (IOException e) {
            throw DiskFaults.explained(path, e);
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Path path = path(to);
        try {
            Files.move(path(from), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw DiskFaults.explained(path, e);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Path file = path(path);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw DiskFaults.explained(file, e);
        }
    }

    @Override
    public void syncFolder(String folder) throws IOException {
        if (SYNCS_FOLDERS) {
            Path path = path(folder);
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException e) {
                throw DiskFaults.explained(path, e);
            }
        }
    }

    @Override
    public Lock lock(String file) throws IOException {
        Path path = path(file);
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw DiskFaults.explained(path, e);
        }
        boolean isTaken = false;
        try {
            take(channel, path);
            isTaken = true;
        } finally {
            if (!isTaken) {
                channel.close();
            }
        }
        return () -> release(channel);
    }

    private static void take(FileChannel channel, Path path) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new FolderInUseException(path.toString(), owner(path));
            }
        } catch (OverlappingFileLockException e) {
            throw new FolderInUseException(path.toString(), "this process, another time");
        }
        try {
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
        } catch (IOException e) {
            throw DiskFaults.explained(path, e);
        }
    }

    /** On Windows nobody else may read what is locked. */
    private static String owner(Path path) {
        try {
            String number = Files.readString(path, StandardCharsets.UTF_8).strip();
            return number.isEmpty() ? "another process" : "process " + number;
        } catch (IOException unreadable) {
            return "another process";
        }
    }

    private static void release(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException gone) {
            // What was written to it is only for people, and the lock goes with the channel.
        }
    }

    @Override
    public String locate(String path) {
        return path(path).toString();
    }

    private Path path(String path) {
        return path.isEmpty() ? root : root.resolve(path);
    }
}
