package io.millrace.worker.serial;

import static java.lang.invoke.MethodType.methodType;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Primitive values, written and read without boxes. {@code int} and {@code long} take fewer bytes the nearer to 0. */
final class Primitives {

    private static final Map<String, Class<?>> NAMED = Stream.of(
                    int.class,
                    long.class,
                    short.class,
                    byte.class,
                    char.class,
                    boolean.class,
                    float.class,
                    double.class)
            .collect(Collectors.toMap(Class::getName, type -> type));

    private Primitives() {}

    /** Writes a primitive: {@code (type, Output, int)void}. */
    static MethodHandle writer(Class<?> type) {
        return find("write", methodType(void.class, type, Output.class, int.class));
    }

    /** Reads a primitive: {@code (Input, int)type}. */
    static MethodHandle reader(Class<?> type) {
        return find("read" + capitalized(type.getName()), methodType(type, Input.class, int.class));
    }

    /** The primitive type of a name. */
    static Class<?> named(String name) {
        return NAMED.getOrDefault(name, void.class);
    }

    /** A decoder of boxed values from narrower ones, or null if these are none. */
    @SuppressWarnings("unchecked") // The names are those of the schemas of boxed types.
    static <T> @Nullable Decoder<T> widened(Class<T> type, Schema written) {
        if (type == Long.class && written.name().equals("int")) {
            return (in, depth) -> (T) (Long) (long) readInt(in, depth);
        }
        if (type == Double.class && written.name().equals("float")) {
            return (in, depth) -> (T) (Double) (double) readFloat(in, depth);
        }
        return null;
    }

    private static MethodHandle find(String name, MethodType type) {
        try {
            return MethodHandles.lookup().findStatic(Primitives.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    static void write(int value, Output out, int depth) {
        out.writeVarInt(value, false);
    }

    static void write(long value, Output out, int depth) {
        out.writeVarLong(value, false);
    }

    static void write(short value, Output out, int depth) {
        out.writeShort(value);
    }

    static void write(byte value, Output out, int depth) {
        out.writeByte(value);
    }

    static void write(char value, Output out, int depth) {
        out.writeChar(value);
    }

    static void write(boolean value, Output out, int depth) {
        out.writeByte(value ? 1 : 0);
    }

    static void write(float value, Output out, int depth) {
        out.writeFloat(value);
    }

    static void write(double value, Output out, int depth) {
        out.writeDouble(value);
    }

    static int readInt(Input in, int depth) {
        return in.readVarInt(false);
    }

    static long readLong(Input in, int depth) {
        return in.readVarLong(false);
    }

    static short readShort(Input in, int depth) {
        return in.readShort();
    }

    static byte readByte(Input in, int depth) {
        return in.readByte();
    }

    static char readChar(Input in, int depth) {
        return in.readChar();
    }

    static boolean readBoolean(Input in, int depth) {
        return Bounds.flag(in);
    }

    static float readFloat(Input in, int depth) {
        return in.readFloat();
    }

    static double readDouble(Input in, int depth) {
        return in.readDouble();
    }
}
