package io.millrace.worker.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that forgets in a crash what was not synced, and fails when told to. The same seed and the same calls yield
 * the same disk.
 *
 * <p>Each call of a method of {@link Disk} and of its files, but for closing, is an operation; they are counted from 1. One
 * that fails or crashes may have had its effect, and a write a part of it.
 *
 * <p><b>Thread.</b> May be used by several at once; deterministic with one only. A stall keeps nobody else waiting.
 */
public final class SimulatedDisk implements Disk {

    private final Random random;
    private final Map<Long, Runnable> stalls = new HashMap<>();
    private final Set<Long> failures = new HashSet<>();
    private final Set<String> locks = new HashSet<>();
    private final SimulatedFolder root = new SimulatedFolder();
    private long operations;
    private long crashAt;
    private long flipWriteAt;
    private long flipReadAt;
    private int starts;
    private boolean isDown;
    private boolean isFull;
    private boolean isReadOnly;

    /** Makes an empty disk. */
    public SimulatedDisk(long seed) {
        this.random = new Random(seed);
    }

    /** What an operation does. */
    private interface Action<T> {
        T run(boolean fails) throws IOException;
    }

    // What a test does.

    /** Operations so far. */
    public synchronized long operations() {
        return operations;
    }

    /** Lets the machine go down in an operation: this and all later ones throw {@link SimulatedCrash}. 0 for never. */
    public synchronized void crashAt(long operation) {
        crashAt = operation;
    }

    /** Starts the machine again, with what is left. Files and locks of the time before are gone. Nothing else fails. */
    public synchronized void crash() {
        root.crash(random);
        restart();
    }

    /** Starts the process again, but not the machine: nothing is lost, nor kept for good. */
    public synchronized void restart() {
        locks.clear();
        starts++;
        isDown = false;
        heal();
    }

    /** Takes back every fault and stall that has not come yet. */
    public synchronized void heal() {
        crashAt = 0;
        flipWriteAt = 0;
        flipReadAt = 0;
        failures.clear();
        stalls.clear();
    }

    /** Lets an operation fail. */
    public synchronized void failAt(long operation) {
        failures.add(operation);
    }

    /** Runs something before an operation, such as a wait or a step of a clock. */
    public synchronized void stallAt(long operation, Runnable stall) {
        stalls.put(operation, stall);
    }

    /** Flips a bit in the first write from an operation on. */
    public synchronized void flipWriteAt(long operation) {
        flipWriteAt = operation;
    }

    /** Flips a bit in the first read from an operation on. */
    public synchronized void flipReadAt(long operation) {
        flipReadAt = operation;
    }

    /** Whether nothing more can be written. */
    public synchronized void setFull(boolean full) {
        isFull = full;
    }

    /** Whether nothing can be changed. */
    public synchronized void setReadOnly(boolean readOnly) {
        isReadOnly = readOnly;
    }

    /** Content of a file. */
    public synchronized byte[] content(String file) throws IOException {
        return file(file).content();
    }

    /** Replaces the content of a file behind everybody's back. */
    public synchronized void setContent(String file, byte[] content) throws IOException {
        file(file).setContent(content);
    }

    /** Takes a file away behind everybody's back; yields its content. */
    public synchronized byte[] steal(String file) throws IOException {
        byte[] content = content(file);
        folder(parent(file)).remove(name(file));
        return content;
    }

    /** Puts a file there behind everybody's back. */
    public synchronized void plant(String file, byte[] content) throws IOException {
        SimulatedFile planted = new SimulatedFile();
        planted.setContent(content);
        folder(parent(file)).put(name(file), planted);
    }

    // What a disk does.

    @Override
    public void makeFolder(String folder) throws IOException {
        change(fails -> {
            SimulatedFolder parent = folder(parent(folder));
            if (!parent.entries().containsKey(name(folder))) {
                parent.put(name(folder), new SimulatedFolder());
            }
            return null;
        });
    }

    @Override
    public List<String> list(String folder) throws IOException {
        List<String> names =
                run(fails -> new ArrayList<>(folder(folder).entries().keySet()));
        return List.copyOf(names);
    }

    @Override
    public Output create(String path) throws IOException {
        return change(fails -> {
            SimulatedFolder parent = folder(parent(path));
            if (parent.entries().containsKey(name(path))) {
                throw new FileAlreadyExistsException(path);
            }
            SimulatedFile file = new SimulatedFile();
            parent.put(name(path), file);
            return new FileOutput(path, file, starts);
        });
    }

    @Override
    public Input open(String path) throws IOException {
        return run(fails -> new FileInput(file(path), starts));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        change(fails -> {
            file(from);
            folder(parent(from)).rename(name(from), name(to));
            return null;
        });
    }

    @Override
    public void delete(String path) throws IOException {
        change(fails -> {
            SimulatedFolder parent = folder(parent(path));
            @Nullable Object node = parent.entries().get(name(path));
            if (node instanceof SimulatedFolder folder && !folder.entries().isEmpty()) {
                throw new IOException("Folder is not empty: folder=" + path);
            }
            if (node != null) {
                parent.remove(name(path));
            }
            return null;
        });
    }

    @Override
    public void syncFolder(String path) throws IOException {
        run(fails -> {
            folder(path).sync();
            return null;
        });
    }

    @Override
    public Lock lock(String path) throws IOException {
        return change(fails -> {
            if (!locks.add(path)) {
                throw new IOException("Folder of checkpoints is in use: file=" + path);
            }
            SimulatedFolder parent = folder(parent(path));
            if (!parent.entries().containsKey(name(path))) {
                parent.put(name(path), new SimulatedFile());
            }
            int start = starts;
            return () -> unlock(path, start);
        });
    }

    private synchronized void unlock(String path, int start) {
        if (start == starts) {
            locks.remove(path);
        }
    }

    @Override
    public String locate(String path) {
        return path;
    }

    private <T> T change(Action<T> action) throws IOException {
        return run(fails -> {
            if (isReadOnly) {
                throw new IOException("Disk is read-only");
            }
            return action.run(fails);
        });
    }

    private <T> T run(Action<T> action) throws IOException {
        stall();
        synchronized (this) {
            requireUp();
            operations++;
            boolean crashes = operations == crashAt;
            boolean fails = failures.remove(operations) || crashes;
            if (!fails) {
                return action.run(false);
            }
            isDown = crashes;
            if (random.nextBoolean()) {
                action.run(true);
            }
            requireUp();
            throw new IOException("Disk has failed: operation=" + operations);
        }
    }

    private void stall() {
        Runnable stall;
        synchronized (this) {
            stall = stalls.isEmpty() ? null : stalls.remove(operations + 1);
        }
        if (stall != null) {
            stall.run();
        }
    }

    private void requireUp() {
        if (isDown) {
            throw new SimulatedCrash();
        }
    }

    private void requireStart(int start) throws IOException {
        if (start != starts) {
            throw new IOException("File was opened before the machine went down");
        }
    }

    private SimulatedFile file(String path) throws IOException {
        if (node(path) instanceof SimulatedFile file) {
            return file;
        }
        throw new NoSuchFileException(path);
    }

    private SimulatedFolder folder(String path) throws IOException {
        if (node(path) instanceof SimulatedFolder folder) {
            return folder;
        }
        throw new NoSuchFileException(path);
    }

    private @Nullable Object node(String path) {
        Object node = root;
        int begin = 0;
        while (begin < path.length() && node instanceof SimulatedFolder folder) {
            int slash = path.indexOf('/', begin);
            int end = slash < 0 ? path.length() : slash;
            node = folder.entries().get(path.substring(begin, end));
            begin = end + 1;
        }
        return begin < path.length() ? null : node;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private final class FileOutput implements Output {

        private final String path;
        private final SimulatedFile file;
        private final int start;

        FileOutput(String path, SimulatedFile file, int start) {
            this.path = path;
            this.file = file;
            this.start = start;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            change(fails -> {
                requireStart(start);
                int before = file.length();
                boolean isCut = fails || isFull;
                file.append(bytes, offset, isCut ? random.nextInt(length + 1) : length);
                if (flipWriteAt > 0 && operations >= flipWriteAt && file.length() > before) {
                    flipWriteAt = 0;
                    file.flipBit(8L * before + random.nextInt(8 * (file.length() - before)));
                }
                if (isFull) {
                    throw new IOException("Disk is full: file=" + path);
                }
                return null;
            });
        }

        @Override
        public void sync() throws IOException {
            run(fails -> {
                requireStart(start);
                file.sync(fails && !isDown);
                return null;
            });
        }

        @Override
        public void close() {}
    }

    private final class FileInput implements Input {

        private final SimulatedFile file;
        private final int start;

        FileInput(SimulatedFile file, int start) {
            this.file = file;
            this.start = start;
        }

        @Override
        public long bytes() throws IOException {
            return run(fails -> (long) file.length());
        }

        @Override
        public void read(long position, byte[] bytes, int offset, int length) throws IOException {
            run(fails -> {
                requireStart(start);
                if (position < 0 || position + length > file.length()) {
                    throw new EOFException("File is too short: bytes=" + file.length() + ", position=" + position);
                }
                file.read((int) position, bytes, offset, length);
                if (flipReadAt > 0 && operations >= flipReadAt && length > 0) {
                    flipReadAt = 0;
                    bytes[offset + random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
                }
                return null;
            });
        }

        @Override
        public void close() {}
    }
}
