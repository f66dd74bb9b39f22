package io.millrace.worker.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out whether the members of a cluster see the same folder: the leader writes a small random file, tells its text to the
 * members, and they look whether they see it.
 *
 * <p><b>Contract.</b> A network file system may show a new file some seconds late. So a member that does not see it asks again
 * for a while before it believes that.
 *
 * <p><b>Thread.</b> Any. Keeps nothing; blocks for what the disk does.
 */
public final class SharedFolderProbe {

    private static final String PREFIX = "probe-";
    private static final int RANDOM_BYTES = 16;
    private static final Pattern EXPECTED = Pattern.compile("([1-9][0-9]{0,17}):[0-9a-f]{32}");
    private static final Pattern NAME = Pattern.compile(PREFIX + "([1-9][0-9]{0,17})");

    private final Disk disk;
    private final String folder;
    private final SecureRandom random = new SecureRandom();

    /**
     * Probes a folder.
     *
     * @param disk the disk that holds it, as this process sees it
     * @param folder name of a topology
     */
    public SharedFolderProbe(Disk disk, String folder) {
        this.disk = disk;
        this.folder = StoreNames.checkedTopology(folder);
    }

    /**
     * Writes the file {@code probe-<number>}, and deletes those of smaller numbers.
     *
     * @param number greater with each leader, such as its epoch
     * @return what members have to see
     */
    public String write(long number) throws IOException {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String expected = number + ":" + HexFormat.of().formatHex(bytes);
        requireKnown(expected);
        disk.makeFolder(folder);
        disk.delete(path(number));
        try (Disk.Output output = disk.create(path(number))) {
            byte[] text = expected.getBytes(StandardCharsets.US_ASCII);
            output.write(text, 0, text.length);
            output.sync();
        }
        disk.syncFolder(folder);
        deleteBefore(number);
        return expected;
    }

    private void deleteBefore(long number) throws IOException {
        for (String name : disk.list(folder)) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches() && Long.parseLong(matcher.group(1)) < number) {
                disk.delete(folder + "/" + name);
            }
        }
    }

    /**
     * Looks whether this process sees what the leader has written.
     *
     * @param expected what {@link #write} has yielded there
     * @param member who looks, for the message
     * @throws FolderNotSharedException if it sees something else, or nothing
     * @throws IOException if the folder cannot be read now
     */
    public void verify(String expected, String member) throws IOException {
        long number = requireKnown(expected);
        byte[] text = expected.getBytes(StandardCharsets.US_ASCII);
        byte[] found = new byte[text.length];
        try {
            // Some file systems look for news only when they are asked for the names.
            disk.list(folder);
            try (Disk.Input input = disk.open(path(number))) {
                input.read(0, found, 0, found.length);
            }
        } catch (NoSuchFileException | EOFException absent) {
            throw new FolderNotSharedException(disk.locate(folder), member, "absent", absent);
        }
        if (!Arrays.equals(found, text)) {
            throw new FolderNotSharedException(disk.locate(folder), member, "different", null);
        }
    }

    /** It may come from another process, and is part of a path. */
    private static long requireKnown(String expected) {
        Matcher matcher = EXPECTED.matcher(expected);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Text of a probe is not known: length=" + expected.length()
                    + "; it is a number from 1 on, a colon and " + 2 * RANDOM_BYTES + " digits");
        }
        return Long.parseLong(matcher.group(1));
    }

    private String path(long number) {
        return folder + "/" + PREFIX + number;
    }
}
