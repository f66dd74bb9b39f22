package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** Single values as arrays of bytes, for what is small and rare. */
public final class ValueBytes {

    private static final int FIRST_BYTES = 256;

    private ValueBytes() {}

    /**
     * Writes a value.
     *
     * @param maxBytes length that it may have at most
     * @throws RuntimeException if it is longer or cannot be written
     */
    public static <T> byte[] write(Codec<T> codec, T value, int maxBytes) {
        Output out = new Output(Math.min(FIRST_BYTES, maxBytes), maxBytes);
        codec.encode(value, out);
        return out.toBytes();
    }

    /**
     * Reads a value that {@link #write} wrote.
     *
     * @throws CodecException if the bytes are no such value, or more than that
     */
    public static <T> T read(Codec<T> codec, byte[] bytes) {
        Input in = new Input(bytes);
        T value = codec.decode(in);
        if (in.position() != bytes.length) {
            throw new CodecException(
                    "Bytes are left behind a value: bytes=" + bytes.length + ", read=" + in.position());
        }
        return value;
    }
}
