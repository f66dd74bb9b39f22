package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Strings, the hottest of all.
 *
 * <table>
 * <caption>Bytes</caption>
 * <tr><td>header, variable length</td><td>number of characters times two, plus 1 if one of them lies above 255; where a
 * string may be null, 0 stands for null, and the header is one greater</td></tr>
 * <tr><td>characters</td><td>one byte each (Latin-1), or two (UTF-16, low byte first)</td></tr>
 * </table>
 *
 * <p>The JDK keeps strings in the same two forms, so the usual ones are copied and not converted. UTF-16 and not UTF-8,
 * because a string may hold half a surrogate pair, and is read as it was.
 */
final class StringCodec implements ValueCodec<String> {

    static final String NAME = "string";
    static final StringCodec INSTANCE = new StringCodec();

    private static final int MAX_LENGTH = 1 << 29;

    private final Schema node = Schema.scalar(NAME);

    private StringCodec() {}

    @Override
    public void write(String value, Output out, int depth) {
        write(value, 0, out);
    }

    @Override
    public void writeNullable(@Nullable String value, Output out, int depth) {
        if (value == null) {
            out.writeByte(0);
        } else {
            write(value, 1, out);
        }
    }

    @Override
    public String read(Input in, int depth) {
        return read(in.readVarInt(true), in);
    }

    @Override
    public @Nullable String readNullable(Input in, int depth) {
        int header = in.readVarInt(true);
        return header == 0 ? null : read(header - 1, in);
    }

    @Override
    public Schema node() {
        return node;
    }

    private static void write(String value, int bias, Output out) {
        int length = value.length();
        if (length > MAX_LENGTH) {
            throw new CodecException("String is too long: length=" + length + ", maxLength=" + MAX_LENGTH);
        }
        boolean isWide = isWide(value, length);
        out.writeVarInt((length << 1 | (isWide ? 1 : 0)) + bias, true);
        if (isWide) {
            writeWide(value, length, out);
        } else {
            writeNarrow(value, length, out);
        }
    }

    private static boolean isWide(String value, int length) {
        int bits = 0;
        for (int i = 0; i < length; i++) {
            bits |= value.charAt(i);
        }
        return bits > 0xff;
    }

    @SuppressWarnings("deprecation") // It drops the high bytes, which are zero here.
    private static void writeNarrow(String value, int length, Output out) {
        byte[] buffer = out.getBuffer();
        int position = out.position();
        if (buffer.length - position >= length) {
            value.getBytes(0, length, buffer, position);
            out.setPosition(position + length);
        } else {
            out.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static void writeWide(String value, int length, Output out) {
        for (int i = 0; i < length; i++) {
            out.writeChar(value.charAt(i));
        }
    }

    private static String read(int header, Input in) {
        int length = Bounds.length(header >>> 1, in);
        if ((header & 1) != 0) {
            return readWide(length, in);
        }
        int position = in.position();
        String value = new String(in.getBuffer(), position, length, StandardCharsets.ISO_8859_1);
        in.setPosition(position + length);
        return value;
    }

    private static String readWide(int length, Input in) {
        if (length > Bounds.remaining(in) / 2) {
            throw new CodecException("String exceeds the input: length=" + length + ", remainingBytes="
                    + Bounds.remaining(in) + ", position=" + in.position());
        }
        return new String(in.readChars(length));
    }
}
