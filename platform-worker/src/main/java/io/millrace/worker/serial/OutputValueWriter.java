package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Output;
import io.millrace.type.ValueWriter;

/**
 * Writes what a serializer of the user gives.
 *
 * @param out where it goes
 */
record OutputValueWriter(Output out) implements ValueWriter {

    @Override
    public void writeBoolean(boolean value) {
        out.writeByte(value ? 1 : 0);
    }

    @Override
    public void writeByte(byte value) {
        out.writeByte(value);
    }

    @Override
    public void writeInt(int value) {
        out.writeVarInt(value, false);
    }

    @Override
    public void writeLong(long value) {
        out.writeVarLong(value, false);
    }

    @Override
    public void writeDouble(double value) {
        out.writeDouble(value);
    }

    @Override
    public void writeString(String value) {
        StringCodec.INSTANCE.write(value, out, 0);
    }

    @Override
    public void writeBytes(byte[] value) {
        PrimitiveArrays.writeBytes(out, value);
    }
}
