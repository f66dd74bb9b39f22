package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Arrays of primitives: their length, and then each element in its full width. */
final class PrimitiveArrays {

    private PrimitiveArrays() {}

    static void addTo(BiConsumer<Class<?>, ValueCodec<?>> target) {
        add(target, byte[].class, (out, v) -> writeBytes(out, v), in -> in.readBytes(Bounds.length(in)));
        add(target, boolean[].class, (out, v) -> out.writeBooleans(v, 0, length(out, v.length)), in -> {
            return in.readBooleans(length(in, 1));
        });
        add(target, short[].class, (out, v) -> out.writeShorts(v, 0, length(out, v.length)), in -> {
            return in.readShorts(length(in, Short.BYTES));
        });
        add(target, char[].class, (out, v) -> out.writeChars(v, 0, length(out, v.length)), in -> {
            return in.readChars(length(in, Character.BYTES));
        });
        add(target, int[].class, (out, v) -> out.writeInts(v, 0, length(out, v.length)), in -> {
            return in.readInts(length(in, Integer.BYTES));
        });
        add(target, long[].class, (out, v) -> out.writeLongs(v, 0, length(out, v.length)), in -> {
            return in.readLongs(length(in, Long.BYTES));
        });
        add(target, float[].class, (out, v) -> out.writeFloats(v, 0, length(out, v.length)), in -> {
            return in.readFloats(length(in, Float.BYTES));
        });
        add(target, double[].class, (out, v) -> out.writeDoubles(v, 0, length(out, v.length)), in -> {
            return in.readDoubles(length(in, Double.BYTES));
        });
    }

    static void writeBytes(Output out, byte[] value) {
        out.writeBytes(value, 0, length(out, value.length));
    }

    private static int length(Output out, int length) {
        out.writeVarInt(length, true);
        return length;
    }

    private static int length(Input in, int elementBytes) {
        int length = Bounds.length(in);
        if (length > Bounds.remaining(in) / elementBytes) {
            throw new CodecException("Array exceeds the input: length=" + length + ", elementBytes=" + elementBytes
                    + ", remainingBytes=" + Bounds.remaining(in) + ", position=" + in.position());
        }
        return length;
    }

    private static <T> void add(
            BiConsumer<Class<?>, ValueCodec<?>> target,
            Class<T> type,
            BiConsumer<Output, T> writer,
            Function<Input, T> reader) {
        target.accept(type, new ScalarCodec<>(type, Schema.scalar(type.getSimpleName()), writer, reader));
    }
}
