package io.millrace.worker.serial;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import io.millrace.type.ValueReader;
import java.util.function.Function;

/**
 * Reads for a serializer of the user, up to the limit of the input.
 *
 * @param in where the bytes are
 * @param type name of the type, for errors
 */
record InputValueReader(Input in, String type) implements ValueReader {

    @Override
    public boolean readBoolean() {
        return read("boolean", Bounds::flag);
    }

    @Override
    public byte readByte() {
        return read("byte", Input::readByte);
    }

    @Override
    public int readInt() {
        return read("int", input -> input.readVarInt(false));
    }

    @Override
    public long readLong() {
        return read("long", input -> input.readVarLong(false));
    }

    @Override
    public double readDouble() {
        return read("double", Input::readDouble);
    }

    @Override
    public String readString() {
        return read("string", input -> StringCodec.INSTANCE.read(input, 0));
    }

    @Override
    public byte[] readBytes() {
        return read("bytes", input -> input.readBytes(Bounds.length(input)));
    }

    /** Users know neither Kryo nor this package; what they catch is what the contract of the reader says. */
    private <V> V read(String expected, Function<Input, V> reader) {
        int position = in.position();
        try {
            return reader.apply(in);
        } catch (KryoException | CodecException e) {
            throw new IllegalStateException(
                    "Value cannot be read: type=" + type + ", expected=" + expected + ", position=" + position
                            + ", limit=" + in.limit() + "; read what was written, in the same order",
                    e);
        }
    }
}
