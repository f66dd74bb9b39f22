package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of the subclasses of a sealed type: the number that the subclass has in the schema, then the value.
 *
 * @param classes the subclasses, in the order of the schema
 * @param codecs their codecs
 * @param node schema
 */
record SealedCodec<T>(Class<?>[] classes, List<ValueCodec<T>> codecs, Schema node) implements ValueCodec<T> {

    @Override
    public void write(T value, Output out, int depth) {
        int tag = tag(value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass());
        out.writeVarInt(tag, true);
        codecs.get(tag).write(value, out, depth);
    }

    @Override
    public T read(Input in, int depth) {
        int tag = in.readVarInt(true);
        if (tag < 0 || tag >= classes.length) {
            throw unknownTag(node, tag);
        }
        return codecs.get(tag).read(in, depth);
    }

    @Override
    public Decoder<T> adapted(Schema written, Readings readings) throws IncompatibleSchemaException {
        Map<String, ValueCodec<T>> byName = new HashMap<>();
        codecs.forEach(codec -> byName.put(codec.node().name(), codec));
        @SuppressWarnings({"unchecked", "rawtypes"}) // There are no arrays of generic types.
        Decoder<T>[] decoders = new Decoder[written.parts().size()];
        for (int tag = 0; tag < decoders.length; tag++) {
            Schema subclass = written.element(tag);
            ValueCodec<T> codec = byName.get(subclass.name());
            if (codec == null) {
                throw readings.incompatible(subclass, node);
            }
            decoders[tag] = readings.element(codec, subclass);
        }
        return (in, depth) -> {
            int tag = in.readVarInt(true);
            if (tag < 0 || tag >= decoders.length) {
                throw unknownTag(written, tag);
            }
            return decoders[tag].read(in, depth);
        };
    }

    static CodecException unknownTag(Schema schema, int tag) {
        return new CodecException(
                "Subclass is not known: sealed=" + schema.name() + ", number=" + Integer.toUnsignedString(tag)
                        + ", subclasses=" + schema.parts().size());
    }

    private int tag(Class<?> type) {
        for (int tag = 0; tag < classes.length; tag++) {
            if (classes[tag] == type) {
                return tag;
            }
        }
        throw new CodecException("Value is of a class that its type does not permit: sealed=" + node.name() + ", class="
                + type.getName());
    }
}
