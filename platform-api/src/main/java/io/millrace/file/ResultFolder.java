package io.millrace.file;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of result files, and the renames by which a file gets from one state to the next:
 *
 * <pre>
 * .part-00002-f3a8….open                  being written; the number at random, so that a process that was taken for dead
 *                                         cannot rename the file of its successor
 * .part-00002-000000000017.txt.prepared   whole and on the disk; lasts until its checkpoint is decided
 * part-00002-000000000017.txt             visible; never changes
 * </pre>
 *
 * <p>Each step is one atomic rename. Where checkpoints are counted anew and the visible name is taken, a number is put behind
 * it: nothing visible is overwritten.
 */
final class ResultFolder {

    private static final String OPEN = ".open";
    private static final String PREPARED = ".prepared";

    private final Path path;
    private final String prefix;
    private final String suffix;
    private final Pattern openName;
    private final Pattern preparedName;

    ResultFolder(Path path, String prefix, String suffix) {
        this.path = path;
        this.prefix = prefix;
        this.suffix = suffix;
        String task = Pattern.quote("." + prefix) + "-([0-9]{5,9})-";
        this.openName = Pattern.compile(task + "[0-9a-f]{32}" + Pattern.quote(OPEN));
        // Any suffix: it may have been another one in an earlier run.
        this.preparedName = Pattern.compile(task + "([0-9]{12,18})([^0-9].*)?" + Pattern.quote(PREPARED));
    }

    Path path() {
        return path;
    }

    Path newOpenFile(int task) {
        String random = UUID.randomUUID().toString().replace("-", "");
        return path.resolve(String.format(".%s-%05d-%s%s", prefix, task, random, OPEN));
    }

    /** Gives a file that is whole its prepared name. Returns the name that it will have when it is visible. */
    String prepare(Path open, int task, long checkpointId) throws IOException {
        String name = freeName(String.format("%s-%05d-%012d", prefix, task, checkpointId));
        try {
            Files.move(open, prepared(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "File of results was taken away while it was written: file=" + open
                            + "; see that no other sink, topology or process writes into this folder with the prefix '"
                            + prefix + "'",
                    e);
        }
        sync();
        return name;
    }

    private String freeName(String base) {
        String name = base + suffix;
        for (int i = 2; Files.exists(path.resolve(name)) || Files.exists(prepared(name)); i++) {
            name = base + "-" + i + suffix;
        }
        return name;
    }

    /** Makes a file visible, unless it is. */
    void commit(String name) throws IOException {
        requirePlain(name);
        Path visible = path.resolve(name);
        try {
            Files.move(prepared(name), visible, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            if (!Files.exists(visible)) {
                throw new IOException(
                        "File of results is gone, and the results with it: file=" + visible + ", prepared="
                                + prepared(name)
                                + "; put it back under one of the two names, or, if another program has"
                                + " taken the results, put an empty file there",
                        e);
            }
        }
        sync();
    }

    /** Removes what earlier runs of some tasks have left, and no checkpoint up to the given one may need. */
    void clean(long checkpointId, IntPredicate isOwnTask) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "." + prefix + "-*")) {
            for (Path file : files) {
                if (isLeft(file.getFileName().toString(), checkpointId, isOwnTask)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private boolean isLeft(String name, long checkpointId, IntPredicate isOwnTask) {
        Matcher open = openName.matcher(name);
        if (open.matches()) {
            return isOwnTask.test(Integer.parseInt(open.group(1)));
        }
        Matcher prepared = preparedName.matcher(name);
        return prepared.matches()
                && isOwnTask.test(Integer.parseInt(prepared.group(1)))
                && Long.parseLong(prepared.group(2)) > checkpointId;
    }

    private Path prepared(String name) {
        return path.resolve("." + name + PREPARED);
    }

    /** The name comes from a checkpoint; it must not lead out of the folder. */
    private void requirePlain(String name) {
        if (name.isEmpty() || name.startsWith(".") || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("Transaction is no name of a file: transaction='" + name + "', folder="
                    + path + "; restore a checkpoint that a file sink has taken");
        }
    }

    /** Puts names on the disk. Windows cannot open a folder, and writes names through by itself. */
    private void sync() throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }
}
