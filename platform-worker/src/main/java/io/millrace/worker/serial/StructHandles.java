package io.millrace.worker.serial;

import static java.lang.invoke.MethodType.methodType;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/** Method handles that write and read the fields of structs, without boxing primitives. */
final class StructHandles {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType WRITES = methodType(void.class, Object.class, Output.class, int.class);
    private static final MethodType READS = methodType(Object.class, Input.class, int.class);
    private static final MethodType SKIPS = methodType(void.class, Schema.class, Input.class, int.class);

    private StructHandles() {}

    /** Writes the fields in their order: {@code (Object, Output, int)void}. */
    static MethodHandle encoder(List<StructField> fields) {
        if (fields.isEmpty()) {
            return find(() -> LOOKUP.findStatic(StructHandles.class, "writeEmpty", WRITES));
        }
        if (fields.size() == 1) {
            return writer(fields.get(0));
        }
        // By halves, since the compiler does not follow handles to any depth.
        int half = fields.size() / 2;
        return MethodHandles.foldArguments(
                encoder(fields.subList(half, fields.size())), encoder(fields.subList(0, half)));
    }

    private static MethodHandle writer(StructField field) {
        if (!field.isNullable()) {
            return MethodHandles.filterArguments(Primitives.writer(field.type()), 0, field.getter());
        }
        MethodHandle writer = find(() ->
                LOOKUP.findVirtual(ValueCodec.class, "writeNullable", WRITES).bindTo(field.codec()));
        return MethodHandles.filterArguments(writer, 0, field.getter().asType(methodType(Object.class, Object.class)));
    }

    /** Reads a primitive field: {@code (Input, int)type}. */
    static MethodHandle primitiveReader(Class<?> written, Class<?> type) {
        return Primitives.reader(written).asType(methodType(type, Input.class, int.class));
    }

    /** Reads a field of another type: {@code (Input, int)type}. */
    static MethodHandle reader(Decoder<?> decoder, boolean isNullable, Class<?> type) {
        String method = isNullable ? "readNullable" : "read";
        return find(() -> LOOKUP.findVirtual(Decoder.class, method, READS).bindTo(decoder))
                .asType(methodType(type, Input.class, int.class));
    }

    /** Skips a field: {@code (Input, int)void}. */
    static MethodHandle skipper(Schema schema, boolean isNullable) {
        String method = isNullable ? "skipNullable" : "skip";
        return MethodHandles.insertArguments(find(() -> LOOKUP.findStatic(Skipper.class, method, SKIPS)), 0, schema);
    }

    /** Skips the byte of a struct without fields: {@code (Input, int)void}. */
    static MethodHandle emptySkipper() {
        return find(() ->
                LOOKUP.findStatic(StructHandles.class, "readEmpty", methodType(void.class, Input.class, int.class)));
    }

    @SuppressWarnings("unused") // by name
    private static void writeEmpty(Object value, Output out, int depth) {
        out.writeByte(0);
    }

    @SuppressWarnings("unused") // by name
    private static void readEmpty(Input in, int depth) {
        in.readByte();
    }

    private static MethodHandle find(Find find) {
        try {
            return find.find();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Find {
        MethodHandle find() throws ReflectiveOperationException;
    }
}
