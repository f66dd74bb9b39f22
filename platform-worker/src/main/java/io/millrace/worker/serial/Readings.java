package io.millrace.worker.serial;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Finds the decoder for each part of a written schema: the codec of today where nothing has changed, and one that adapts
 * where something has.
 *
 * <p><b>Thread.</b> Used by one, while a decoder is made.
 */
final class Readings {

    private final String type;
    private final Deque<String> fields = new ArrayDeque<>();
    private final Map<Schema, Map<Schema, LateDecoder<?>>> decoders = new IdentityHashMap<>();

    private Readings(String type) {
        this.type = type;
    }

    static <T> Decoder<T> decoder(ValueCodec<T> present, String writtenSchema) throws IncompatibleSchemaException {
        Schema written = SchemaParser.parse(writtenSchema);
        return new Readings(present.node().name()).element(present, written);
    }

    /** The decoder of a field. */
    <T> Decoder<T> field(String name, ValueCodec<T> codec, Schema written) throws IncompatibleSchemaException {
        fields.addLast(name);
        Decoder<T> decoder = element(codec, written);
        fields.removeLast();
        return decoder;
    }

    /** The primitive type in which a primitive field was written. */
    Class<?> primitive(StructField field, Schema.Part written) throws IncompatibleSchemaException {
        Schema schema = written.required();
        field(field.name(), field.codec(), schema);
        if (written.isNullable()) {
            throw new IncompatibleSchemaException(
                    "Written values may be null and the present ones may not: type=" + type
                            + ", field=" + path(field.name()) + ", written=" + schema + "?, present=" + schema
                            + "; declare the field with the class that boxes the type");
        }
        return Primitives.named(schema.name());
    }

    /** The decoder of a part without a name of its own. */
    @SuppressWarnings("unchecked") // A decoder is kept under the schema of its codec.
    <T> Decoder<T> element(ValueCodec<T> codec, Schema written) throws IncompatibleSchemaException {
        Schema present = codec.node();
        if (present.text().equals(written.text())) {
            return codec;
        }
        Map<Schema, LateDecoder<?>> byWritten = decoders.computeIfAbsent(present, key -> new IdentityHashMap<>());
        LateDecoder<T> earlier = (LateDecoder<T>) byWritten.get(written);
        if (earlier != null) {
            return earlier;
        }
        if (!isComparable(written, present)) {
            throw incompatible(written, present);
        }
        LateDecoder<T> late = new LateDecoder<>(written);
        byWritten.put(written, late);
        Decoder<T> decoder = codec.self().adapted(written, this);
        late.complete(decoder);
        return decoder;
    }

    /** Says that what was written is nothing that the present type can take. */
    IncompatibleSchemaException incompatible(Schema written, Schema present) {
        return new IncompatibleSchemaException("Written values cannot be read as the present type: type=" + type
                + ", field=" + path("") + ", written=" + written + ", present="
                + present + "; keep the type of the field and add another one, or give a serializer of a higher"
                + " version that reads both");
    }

    private String path(String last) {
        return String.join(".", fields) + (fields.isEmpty() || last.isEmpty() ? "" : ".") + last;
    }

    private static boolean isComparable(Schema written, Schema present) {
        boolean isNamed = written.kind() != Schema.Kind.SCALAR;
        return written.kind() == present.kind() && (!isNamed || written.name().equals(present.name()));
    }
}
