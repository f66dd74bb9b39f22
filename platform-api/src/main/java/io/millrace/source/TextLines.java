package io.millrace.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** Reads the lines of one text, decoding each on its own so that malformed bytes spoil one line only. */
final class TextLines implements SplitReader<String> {

    static final int MAX_LINE_BYTES = 1 << 20;

    private static final int CHUNK_BYTES = 1 << 16;
    private static final int LINE_FEED = '\n';
    private static final int CARRIAGE_RETURN = '\r';
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final String name;
    private final MalformedText malformed;
    private final LongAdder bytesRead;
    private final LongAdder malformedLines;

    private byte[] buffer = new byte[CHUNK_BYTES];
    private int lineStart;
    private int scanned;
    private int filled;
    private boolean isAtEnd;
    private boolean skipsLineFeed;
    private long lineNumber;
    /** Where the buffer begins in the text. */
    private long bufferOffset;

    TextLines(InputStream in, String name, MalformedText malformed, LongAdder bytesRead, LongAdder malformedLines) {
        this.in = in;
        this.name = name;
        this.malformed = malformed;
        this.bytesRead = bytesRead;
        this.malformedLines = malformedLines;
    }

    /**
     * Goes on within a text, before the first read.
     *
     * @param offset bytes before the input begins
     * @param number lines before it
     * @param isBehindCarriageReturn whether the last of those bytes is one, so that a line feed would belong to it
     */
    void startAt(long offset, long number, boolean isBehindCarriageReturn) {
        bufferOffset = offset;
        lineNumber = number;
        skipsLineFeed = isBehindCarriageReturn;
    }

    /** Bytes up to the end of the last line that was read, a line feed after its carriage return perhaps left out. */
    long byteOffset() {
        return bufferOffset + lineStart;
    }

    /** Lines that were read. */
    long lineNumber() {
        return lineNumber;
    }

    @Override
    public Progress read(SourceOutput<String> out) throws IOException {
        boolean mayFill = true;
        while (!out.isFull()) {
            int end = findLineEnd();
            if (end >= 0) {
                emit(end, out);
            } else if (isAtEnd) {
                return emitRest(out);
            } else if (filled - lineStart > MAX_LINE_BYTES) {
                emitCut(out);
            } else if (mayFill) {
                fill();
                mayFill = false;
            } else {
                return Progress.MORE;
            }
        }
        return Progress.MORE;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private int findLineEnd() {
        if (skipsLineFeed && lineStart < filled) {
            if (buffer[lineStart] == LINE_FEED) {
                lineStart++;
            }
            skipsLineFeed = false;
        }
        // One byte further than a line may be long: the end of the longest line.
        int limit = Math.min(filled, lineStart + MAX_LINE_BYTES + 1);
        for (int i = Math.max(scanned, lineStart); i < limit; i++) {
            byte b = buffer[i];
            if (b == LINE_FEED || b == CARRIAGE_RETURN) {
                scanned = i;
                return i;
            }
        }
        scanned = limit;
        return -1;
    }

    private void emit(int end, SourceOutput<String> out) throws IOException {
        skipsLineFeed = buffer[end] == CARRIAGE_RETURN;
        emit(lineStart, end, out);
        lineStart = end + 1;
    }

    private Progress emitRest(SourceOutput<String> out) throws IOException {
        boolean isEmptyText = lineNumber == 0
                && filled - lineStart == BYTE_ORDER_MARK.length
                && startsWithByteOrderMark(lineStart, filled);
        if (lineStart < filled && !isEmptyText) {
            emit(lineStart, filled, out);
            lineStart = filled;
        }
        return Progress.END;
    }

    /** Cuts before the character that the greatest length would split; the byte after the cut is in the buffer. */
    private void emitCut(SourceOutput<String> out) throws IOException {
        int end = lineStart + MAX_LINE_BYTES;
        while (end > lineStart + MAX_LINE_BYTES - 4 && (buffer[end] & 0xC0) == 0x80) {
            end--;
        }
        emit(lineStart, end, out);
        lineStart = end;
    }

    private void emit(int start, int end, SourceOutput<String> out) throws IOException {
        int first = lineNumber == 0 && startsWithByteOrderMark(start, end) ? start + BYTE_ORDER_MARK.length : start;
        String line = new String(buffer, first, end - first, StandardCharsets.UTF_8);
        boolean isMalformed = line.indexOf('\uFFFD') >= 0 && !isWellFormed(first, end);
        if (isMalformed) {
            malformedLines.increment();
            if (malformed == MalformedText.FAIL) {
                throw new IOException("Text is not valid UTF-8: input=" + name + ", line=" + (lineNumber + 1)
                        + "; convert the text, or choose MalformedText.REPLACE or SKIP_LINE");
            }
        }
        long timestampMillis = lineNumber++;
        if (!isMalformed || malformed == MalformedText.REPLACE) {
            out.emit(line, timestampMillis);
        }
    }

    private boolean startsWithByteOrderMark(int start, int end) {
        return end - start >= BYTE_ORDER_MARK.length
                && Arrays.equals(
                        buffer, start, start + BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    private boolean isWellFormed(int start, int end) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, start, end - start));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private void fill() throws IOException {
        makeRoom();
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            isAtEnd = true;
        } else {
            filled += count;
            bytesRead.add(count);
        }
    }

    private void makeRoom() {
        if (lineStart > 0) {
            System.arraycopy(buffer, lineStart, buffer, 0, filled - lineStart);
            filled -= lineStart;
            bufferOffset += lineStart;
            scanned = Math.max(0, scanned - lineStart);
            lineStart = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, MAX_LINE_BYTES + CHUNK_BYTES));
        }
    }
}
