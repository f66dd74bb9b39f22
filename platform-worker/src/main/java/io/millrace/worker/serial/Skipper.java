package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;

/** Reads values by their schema and forgets them: those of fields that a type of today has no more. */
final class Skipper {

    /** Counts every level, where decoders count those of recursive types only. */
    private static final int MAX_DEPTH = 10 * Bounds.MAX_DEPTH;

    private Skipper() {}

    /** Skips a value or null. */
    static void skipNullable(Schema schema, Input in, int depth) {
        if (schema.kind() == Schema.Kind.SCALAR && schema.name().equals(StringCodec.NAME)) {
            StringCodec.INSTANCE.readNullable(in, depth);
        } else if (Bounds.flag(in)) {
            skip(schema, in, depth);
        }
    }

    /** Skips a value. */
    static void skip(Schema schema, Input in, int depth) {
        switch (schema.kind()) {
            case SCALAR -> Scalars.named(schema.name()).read(in, depth);
            case ENUM -> in.readVarInt(true);
            case CUSTOM -> in.skip(Bounds.length(in));
            case STRUCT -> skipStruct(schema, in, deeper(depth, schema));
            case SEALED -> skipSealed(schema, in, deeper(depth, schema));
            case GROUP -> skipGroup(schema, in, deeper(depth, schema));
        }
    }

    private static void skipStruct(Schema schema, Input in, int depth) {
        if (schema.parts().isEmpty()) {
            in.readByte();
        }
        for (Schema.Part part : schema.parts()) {
            if (part.isNullable()) {
                skipNullable(part.required(), in, depth);
            } else {
                skip(part.required(), in, depth);
            }
        }
    }

    private static void skipSealed(Schema schema, Input in, int depth) {
        int tag = in.readVarInt(true);
        if (tag < 0 || tag >= schema.parts().size()) {
            throw SealedCodec.unknownTag(schema, tag);
        }
        skip(schema.element(tag), in, depth);
    }

    private static void skipGroup(Schema schema, Input in, int depth) {
        if (schema.name().equals(OptionalCodec.NAME)) {
            skipNullable(schema.element(0), in, depth);
            return;
        }
        int header = in.readVarInt(true);
        int length = Bounds.length(header >>> 1, in);
        boolean hasNulls = (header & 1) != 0;
        for (int i = 0; i < length; i++) {
            for (int element = 0; element < schema.parts().size(); element++) {
                if (hasNulls) {
                    skipNullable(schema.element(element), in, depth);
                } else {
                    skip(schema.element(element), in, depth);
                }
            }
        }
    }

    private static int deeper(int depth, Schema schema) {
        return Bounds.deeper(depth, MAX_DEPTH, schema);
    }
}
