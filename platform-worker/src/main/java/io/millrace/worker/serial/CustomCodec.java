package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.millrace.type.ValueSerializer;

/**
 * Values written by a serializer of the user: the number of bytes, then the bytes. So they can be skipped, and a
 * serializer that reads too little or too much is told and does no harm to what follows.
 *
 * @param serializer the user's
 * @param node schema
 */
record CustomCodec<T>(ValueSerializer<T> serializer, Schema node) implements ValueCodec<T> {

    /** Numbers up to this take one byte. */
    private static final int ONE_BYTE = 0x7f;

    CustomCodec(String type, ValueSerializer<T> serializer) {
        this(serializer, Schema.custom(type, serializer.version()));
    }

    @Override
    public void write(T value, Output out, int depth) {
        int start = out.position();
        out.writeByte(0);
        serializer.write(value, new OutputValueWriter(out));
        int length = out.position() - start - 1;
        if (length > ONE_BYTE) {
            makeRoom(out, start + 1, length, Output.varIntLength(length, true) - 1);
        }
        int end = out.position();
        out.setPosition(start);
        out.writeVarInt(length, true);
        out.setPosition(end);
    }

    /** Moves what was written, whose length takes more bytes than were left for it. */
    private static void makeRoom(Output out, int start, int length, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.writeByte(0);
        }
        byte[] buffer = out.getBuffer();
        System.arraycopy(buffer, start, buffer, start + bytes, length);
    }

    @Override
    public T read(Input in, int depth) {
        return readVersion(in, serializer.version());
    }

    @Override
    public Decoder<T> adapted(Schema written, Readings readings) throws IncompatibleSchemaException {
        int version = written.version();
        if (version < 1 || version > serializer.version()) {
            throw readings.incompatible(written, node);
        }
        return (in, depth) -> readVersion(in, version);
    }

    private T readVersion(Input in, int version) {
        int limit = in.limit();
        int length = Bounds.length(in);
        int end = in.position() + length;
        in.setLimit(end);
        try {
            T value = serializer.read(new InputValueReader(in, node.name()), version);
            if (value == null || in.position() != end) {
                throw new CodecException("Serializer has not read what it wrote: type=" + node.name() + ", serializer="
                        + serializer.getClass().getName() + ", version=" + version + ", writtenBytes=" + length
                        + ", readBytes=" + (length - end + in.position()) + ", isNull=" + (value == null)
                        + "; read exactly the bytes that were written, and yield a value");
            }
            return value;
        } finally {
            in.setLimit(limit);
        }
    }
}
