package io.millrace.worker.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the body of a control frame; what goes beyond its end or a bound is a fault, found before memory is taken. */
final class BodyReader {

    private final String what;
    private final ByteBuffer bytes;

    BodyReader(String what, byte[] array, int offset, int length) {
        this.what = what;
        this.bytes = ByteBuffer.wrap(array, offset, length);
    }

    int u8() throws WireFault {
        need(1);
        return bytes.get() & 0xff;
    }

    int u16() throws WireFault {
        need(2);
        return bytes.getShort() & 0xffff;
    }

    int i32() throws WireFault {
        need(4);
        return bytes.getInt();
    }

    long i64() throws WireFault {
        need(8);
        return bytes.getLong();
    }

    /** A number of things of which each takes some bytes, so that there can be no more than fit. */
    int count(int bytesEach) throws WireFault {
        int count = i32();
        if (count < 0 || count > bytes.remaining() / bytesEach) {
            throw new WireFault(
                    ErrorCode.PROTOCOL,
                    what + " counts more than it holds: count=" + Integer.toUnsignedString(count) + ", remainingBytes="
                            + bytes.remaining());
        }
        return count;
    }

    byte[] bytes(int length) throws WireFault {
        need(length);
        byte[] copy = new byte[length];
        bytes.get(copy);
        return copy;
    }

    /** A text of UTF-8, with its length of four bytes before it. */
    String text(int maxBytes) throws WireFault {
        int length = i32();
        if (length < 0 || length > maxBytes) {
            throw new WireFault(
                    ErrorCode.PROTOCOL,
                    "Text in " + what + " is too long: bytes=" + Integer.toUnsignedString(length) + ", maxBytes="
                            + maxBytes);
        }
        byte[] copy = bytes(length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(copy))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new WireFault(ErrorCode.PROTOCOL, "Text in " + what + " is not UTF-8: bytes=" + length);
        }
    }

    /** A text that is not empty. */
    String name() throws WireFault {
        String name = text(Texts.MAX_NAME_BYTES);
        if (name.isEmpty()) {
            throw new WireFault(ErrorCode.PROTOCOL, what + " has an empty name");
        }
        return name;
    }

    boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    void end() throws WireFault {
        if (bytes.hasRemaining()) {
            throw new WireFault(
                    ErrorCode.PROTOCOL, what + " is longer than it should be: excessBytes=" + bytes.remaining());
        }
    }

    private void need(int length) throws WireFault {
        if (length > bytes.remaining()) {
            throw new WireFault(
                    ErrorCode.PROTOCOL,
                    what + " ends too early: neededBytes=" + length + ", remainingBytes=" + bytes.remaining());
        }
    }
}
