package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/**
 * Reads what another version of a type has written, and writes nothing.
 *
 * @param decoder reads it
 * @param present codec of the type of today
 * @param schema schema of the version that wrote
 */
record ReadingCodec<T>(Decoder<T> decoder, ValueCodec<T> present, String schema) implements Codec<T> {

    @Override
    public void encode(T value, Output out) {
        throw new UnsupportedOperationException("Codec reads an earlier version only: type="
                + present.node().name() + "; write with the codec of the type");
    }

    @Override
    public T decode(Input in) {
        return Decoding.decode(decoder, in, present.node());
    }

    @Override
    public Codec<T> reading(String writtenSchema) throws IncompatibleSchemaException {
        return writtenSchema.equals(schema) ? this : present.reading(writtenSchema);
    }
}
