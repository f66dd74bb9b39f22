package io.millrace.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.util.regex.MatchResult;
import java.util.zip.CRC32C;

/**
 * Bytes of a file from some place on, with a way to tell whether the file is still the one that was read.
 *
 * <p><b>Thread.</b> Used by one thread at a time. An interrupt does not close the file, as it would a channel.
 */
final class TextFile extends InputStream {

    /** Bytes at the beginning, and before a position, by which a file is known again. */
    private static final int CHECKED_BYTES = 1 << 12;

    private static final String REMEDY = "; put back the file that was read, or start without the checkpoint";

    private final RandomAccessFile file;
    private final String name;
    private final boolean isBehindCarriageReturn;

    private TextFile(RandomAccessFile file, String name, boolean isBehindCarriageReturn) {
        this.file = file;
        this.name = name;
        this.isBehindCarriageReturn = isBehindCarriageReturn;
    }

    static TextFile open(String name) throws IOException {
        return new TextFile(new RandomAccessFile(name, "r"), name, false);
    }

    /**
     * Opens a file behind the bytes that an earlier reader has read.
     *
     * @throws IOException if the file is not the one that was read, or ends before the position
     */
    static TextFile openAt(String name, Position position) throws IOException {
        RandomAccessFile file = openFound(name, position);
        try {
            requireSame(file, name, position);
            boolean isBehindCarriageReturn = position.bytes() > 0 && byteAt(file, position.bytes() - 1) == '\r';
            file.seek(position.bytes());
            return new TextFile(file, name, isBehindCarriageReturn);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Whether the byte before the one where reading began ends a line, and a line feed would belong to it. */
    boolean isBehindCarriageReturn() {
        return isBehindCarriageReturn;
    }

    /** The position behind some bytes and lines; reads the bytes by which the file is known again. */
    Position position(long bytes, long lines) throws IOException {
        long next = file.getFilePointer();
        if (file.length() < bytes) {
            throw new IOException("Text file was cut while it was read: file=" + name + ", lengthBytes=" + file.length()
                    + ", readBytes=" + bytes + "; let files grow only, and give new texts new names");
        }
        Position position = new Position(bytes, lines, check(file, bytes));
        file.seek(next);
        return position;
    }

    @Override
    public int read() throws IOException {
        return file.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return file.read(target, offset, length);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static RandomAccessFile openFound(String name, Position position) throws IOException {
        try {
            return new RandomAccessFile(name, "r");
        } catch (FileNotFoundException e) {
            throw new IOException(
                    "Text file cannot be opened where it was read: file=" + name + ", position=" + position
                            + ", reason=" + e.getMessage() + REMEDY,
                    e);
        }
    }

    private static void requireSame(RandomAccessFile file, String name, Position position) throws IOException {
        if (file.length() < position.bytes()) {
            throw new IOException("Text file ends before its position: file=" + name + ", position=" + position
                    + ", lengthBytes=" + file.length() + REMEDY);
        }
        if (!check(file, position.bytes()).equals(position.check())) {
            throw new IOException("Text file is not the one that was read: file=" + name + ", position=" + position
                    + ", check=" + check(file, position.bytes()) + REMEDY);
        }
    }

    private static int byteAt(RandomAccessFile file, long offset) throws IOException {
        file.seek(offset);
        return file.read();
    }

    /** Checksum of the first bytes, and of the last ones before a place, both of which stay as they are in a file that grows. */
    private static String check(RandomAccessFile file, long bytes) throws IOException {
        byte[] piece = new byte[(int) Math.min(CHECKED_BYTES, bytes)];
        CRC32C crc = new CRC32C();
        file.seek(0);
        file.readFully(piece);
        crc.update(piece);
        file.seek(bytes - piece.length);
        file.readFully(piece);
        crc.update(piece);
        return String.format("%08x", crc.getValue());
    }

    /**
     * Where a reader of a file stands.
     *
     * @param bytes bytes that it has read
     * @param lines lines that these were
     * @param check checksum by which the file is known again
     */
    record Position(long bytes, long lines, String check) {

        private static final PositionFormat FORMAT = new PositionFormat(
                "byte=" + PositionFormat.NUMBER + ",line=" + PositionFormat.NUMBER + ",check=([0-9a-f]{8})",
                "byte=123,line=45,check=1a2b3c4d");

        static Position parse(String split, String text) {
            MatchResult parts = FORMAT.parse(split, text);
            Position position =
                    new Position(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), parts.group(3));
            boolean isPossible = position.lines <= position.bytes && (position.lines == 0) == (position.bytes == 0);
            if (!isPossible) {
                throw new IllegalArgumentException("Position is not possible: split=" + split + ", position=" + text
                        + "; each line takes a byte or more: restore a checkpoint that a text source has taken");
            }
            return position;
        }

        @Override
        public String toString() {
            return "byte=" + bytes + ",line=" + lines + ",check=" + check;
        }
    }
}
