package io.millrace.type;

import java.util.ArrayDeque;
import java.util.Queue;

/** Writer and reader over a queue of values: what is read must be what was written, in the same order. */
public final class InMemoryValues implements ValueWriter, ValueReader {

    private final Queue<Object> values = new ArrayDeque<>();

    /** Writes a value, reads it back and sees that nothing is left. */
    public static <T> T roundTrip(ValueSerializer<T> serializer, T value) {
        InMemoryValues values = new InMemoryValues();
        serializer.write(value, values);
        T read = serializer.read(values, serializer.version());
        if (!values.values.isEmpty()) {
            throw new IllegalStateException(
                    "Serializer left values unread: rest=" + values.values + "; read all that was written");
        }
        return read;
    }

    @Override
    public void writeBoolean(boolean value) {
        values.add(value);
    }

    @Override
    public void writeByte(byte value) {
        values.add(value);
    }

    @Override
    public void writeInt(int value) {
        values.add(value);
    }

    @Override
    public void writeLong(long value) {
        values.add(value);
    }

    @Override
    public void writeDouble(double value) {
        values.add(value);
    }

    @Override
    public void writeString(String value) {
        values.add(value);
    }

    @Override
    public void writeBytes(byte[] value) {
        values.add(value.clone());
    }

    @Override
    public boolean readBoolean() {
        return next(Boolean.class);
    }

    @Override
    public byte readByte() {
        return next(Byte.class);
    }

    @Override
    public int readInt() {
        return next(Integer.class);
    }

    @Override
    public long readLong() {
        return next(Long.class);
    }

    @Override
    public double readDouble() {
        return next(Double.class);
    }

    @Override
    public String readString() {
        return next(String.class);
    }

    @Override
    public byte[] readBytes() {
        return next(byte[].class);
    }

    private <T> T next(Class<T> type) {
        Object value = values.poll();
        if (!type.isInstance(value)) {
            throw new IllegalStateException("Value is not of the expected type: expected=" + type.getSimpleName()
                    + ", found=" + value + "; read in the order in which was written");
        }
        return type.cast(value);
    }
}
