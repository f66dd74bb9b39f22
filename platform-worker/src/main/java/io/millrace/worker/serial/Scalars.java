package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The scalars: classes of the JDK whose values are a few numbers, and arrays of primitives. */
final class Scalars {

    private static final Map<Class<?>, ValueCodec<?>> BY_CLASS = new HashMap<>();
    private static final Map<String, ValueCodec<?>> BY_NAME = new HashMap<>();

    static {
        add(String.class, StringCodec.INSTANCE);
        add("int", Integer.class, (out, v) -> out.writeVarInt(v, false), in -> in.readVarInt(false));
        add("long", Long.class, (out, v) -> out.writeVarLong(v, false), in -> in.readVarLong(false));
        add("short", Short.class, (out, v) -> out.writeShort(v), Input::readShort);
        add("byte", Byte.class, (out, v) -> out.writeByte(v), Input::readByte);
        add("char", Character.class, Output::writeChar, Input::readChar);
        add("boolean", Boolean.class, (out, v) -> out.writeByte(v ? 1 : 0), Bounds::flag);
        add("float", Float.class, Output::writeFloat, Input::readFloat);
        add("double", Double.class, Output::writeDouble, Input::readDouble);
        addNumbers();
        addTimes();
        PrimitiveArrays.addTo(Scalars::add);
    }

    private Scalars() {}

    /** The codec of a class that is a scalar, or null; a primitive type has that of its box. */
    static @Nullable ValueCodec<?> codec(Class<?> type) {
        return BY_CLASS.get(
                type.isPrimitive()
                        ? java.lang.invoke.MethodType.methodType(type).wrap().returnType()
                        : type);
    }

    /** The codec of the name that a schema has, or null if there is none. */
    static @Nullable ValueCodec<?> codec(String name) {
        return BY_NAME.get(name);
    }

    /** The codec of a name that a parser has let through. */
    static ValueCodec<?> named(String name) {
        ValueCodec<?> codec = codec(name);
        if (codec == null) {
            throw new CodecException("Type of the schema is not known: type=" + name);
        }
        return codec;
    }

    private static void addNumbers() {
        add("uuid", UUID.class, Scalars::writeUuid, in -> new UUID(in.readLong(), in.readLong()));
        add("integer", BigInteger.class, Scalars::writeInteger, Scalars::readInteger);
        add(
                "decimal",
                BigDecimal.class,
                (out, v) -> {
                    out.writeVarInt(v.scale(), false);
                    writeInteger(out, v.unscaledValue());
                },
                Scalars::readDecimal);
    }

    private static void addTimes() {
        add(
                "instant",
                Instant.class,
                (out, v) -> writeSeconds(out, v.getEpochSecond(), v.getNano()),
                in -> Instant.ofEpochSecond(in.readVarLong(false), nanos(in)));
        add(
                "duration",
                Duration.class,
                (out, v) -> writeSeconds(out, v.getSeconds(), v.getNano()),
                in -> Duration.ofSeconds(in.readVarLong(false), nanos(in)));
        add("date", LocalDate.class, (out, v) -> out.writeVarLong(v.toEpochDay(), false), Scalars::readDate);
        add("time", LocalTime.class, (out, v) -> out.writeVarLong(v.toNanoOfDay(), true), Scalars::readTime);
        add("datetime", LocalDateTime.class, Scalars::writeDateTime, Scalars::readDateTime);
        add(
                "offsetdatetime",
                OffsetDateTime.class,
                (out, v) -> {
                    writeDateTime(out, v.toLocalDateTime());
                    out.writeVarInt(v.getOffset().getTotalSeconds(), false);
                },
                in -> OffsetDateTime.of(readDateTime(in), ZoneOffset.ofTotalSeconds(in.readVarInt(false))));
        add("zoneddatetime", ZonedDateTime.class, Scalars::writeZoned, Scalars::readZoned);
    }

    private static void writeUuid(Output out, UUID value) {
        out.writeLong(value.getMostSignificantBits());
        out.writeLong(value.getLeastSignificantBits());
    }

    private static void writeInteger(Output out, BigInteger value) {
        byte[] bytes = value.toByteArray();
        out.writeVarInt(bytes.length, true);
        out.writeBytes(bytes);
    }

    private static BigInteger readInteger(Input in) {
        return new BigInteger(in.readBytes(Bounds.length(in)));
    }

    private static BigDecimal readDecimal(Input in) {
        int scale = in.readVarInt(false);
        return new BigDecimal(readInteger(in), scale);
    }

    private static void writeSeconds(Output out, long seconds, int nanos) {
        out.writeVarLong(seconds, false);
        out.writeVarInt(nanos, true);
    }

    private static int nanos(Input in) {
        int nanos = in.readVarInt(true);
        if (nanos < 0 || nanos > 999_999_999) {
            throw new CodecException("Nanoseconds are out of range: nanos=" + nanos + ", position=" + in.position());
        }
        return nanos;
    }

    private static LocalDate readDate(Input in) {
        return LocalDate.ofEpochDay(in.readVarLong(false));
    }

    private static LocalTime readTime(Input in) {
        return LocalTime.ofNanoOfDay(in.readVarLong(true));
    }

    private static void writeDateTime(Output out, LocalDateTime value) {
        out.writeVarLong(value.toLocalDate().toEpochDay(), false);
        out.writeVarLong(value.toLocalTime().toNanoOfDay(), true);
    }

    private static LocalDateTime readDateTime(Input in) {
        return LocalDateTime.of(readDate(in), readTime(in));
    }

    private static void writeZoned(Output out, ZonedDateTime value) {
        writeDateTime(out, value.toLocalDateTime());
        out.writeVarInt(value.getOffset().getTotalSeconds(), false);
        StringCodec.INSTANCE.write(value.getZone().getId(), out, 0);
    }

    private static ZonedDateTime readZoned(Input in) {
        LocalDateTime dateTime = readDateTime(in);
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(in.readVarInt(false));
        return ZonedDateTime.ofLocal(dateTime, ZoneId.of(StringCodec.INSTANCE.read(in, 0)), offset);
    }

    private static <T> void add(String name, Class<T> type, BiConsumer<Output, T> writer, Function<Input, T> reader) {
        add(type, new ScalarCodec<>(type, Schema.scalar(name), writer, reader));
    }

    private static void add(Class<?> type, ValueCodec<?> codec) {
        BY_CLASS.put(type, codec);
        BY_NAME.put(codec.node().name(), codec);
    }
}
