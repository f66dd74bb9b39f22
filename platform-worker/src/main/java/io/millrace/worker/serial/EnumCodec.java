package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Constants of an enum: the number that the constant has in the schema, where the names are.
 *
 * @param constants the constants, in the order of the schema
 * @param node schema
 */
record EnumCodec<E extends Enum<E>>(E[] constants, Schema node) implements ValueCodec<E> {

    EnumCodec(Class<E> type) {
        this(type.getEnumConstants(), schema(type));
    }

    @Override
    public void write(E value, Output out, int depth) {
        out.writeVarInt(value.ordinal(), true);
    }

    @Override
    public E read(Input in, int depth) {
        return constant(constants, in, node);
    }

    /** Constants that are gone are told when one of them comes: the others can still be read. */
    @Override
    public Decoder<E> adapted(Schema written, Readings readings) {
        Map<String, E> byName = new HashMap<>();
        for (E constant : constants) {
            byName.put(constant.name(), constant);
        }
        @Nullable E[] byNumber = Arrays.copyOf(constants, written.parts().size());
        Arrays.setAll(byNumber, number -> byName.get(written.parts().get(number).name()));
        return (in, depth) -> constant(byNumber, in, written);
    }

    private static <E> E constant(@Nullable E[] constants, Input in, Schema schema) {
        int number = in.readVarInt(true);
        if (number < 0 || number >= constants.length) {
            throw new CodecException("Constant is not known: enum=" + schema.name() + ", number="
                    + Integer.toUnsignedString(number) + ", constants=" + constants.length);
        }
        E constant = constants[number];
        if (constant == null) {
            throw new CodecException("Constant exists no more: enum=" + schema.name() + ", constant="
                    + schema.parts().get(number).name() + "; keep the constant as long as state may hold it");
        }
        return constant;
    }

    private static Schema schema(Class<? extends Enum<?>> type) {
        Schema schema = new Schema(Schema.Kind.ENUM, type.getName());
        for (Enum<?> constant : type.getEnumConstants()) {
            schema.add(constant.name(), null, false);
        }
        return schema;
    }
}
