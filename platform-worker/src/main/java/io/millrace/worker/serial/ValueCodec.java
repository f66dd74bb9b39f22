package io.millrace.worker.serial;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * Codec that may be a part of others.
 *
 * <p><b>Contract.</b> Every value takes at least one byte. So a number of values that is greater than the number of bytes
 * left is wrong, and is refused before memory is taken for them.
 */
interface ValueCodec<T> extends Codec<T>, Decoder<T> {

    /**
     * Writes a value.
     *
     * @param depth how many values of recursive types this one lies in
     */
    void write(T value, Output out, int depth);

    /** Writes a value or null. */
    default void writeNullable(@Nullable T value, Output out, int depth) {
        if (value == null) {
            out.writeByte(0);
        } else {
            out.writeByte(1);
            write(value, out, depth);
        }
    }

    /** The schema of what is written. */
    Schema node();

    /**
     * Reads what was written with another schema than that of this codec.
     *
     * @param readings finds the decoders of the parts, and makes the errors
     */
    default Decoder<T> adapted(Schema written, Readings readings) throws IncompatibleSchemaException {
        throw readings.incompatible(written, node());
    }

    /** The codec itself; another one only where this stands for it. */
    default ValueCodec<T> self() {
        return this;
    }

    @Override
    default void encode(T value, Output out) {
        if (out.getOutputStream() != null) {
            throw new IllegalArgumentException("Output stands on a stream; use one on an array");
        }
        try {
            write(value, out, 0);
        } catch (KryoException | CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            // Accessors are code of the user, and generic code may have let a value of another class through.
            throw new CodecException("Value cannot be written: type=" + node().name() + ", cause=" + e, e);
        }
    }

    @Override
    default T decode(Input in) {
        return Decoding.decode(this, in, node());
    }

    @Override
    default String schema() {
        return node().text();
    }

    @Override
    default Codec<T> reading(String writtenSchema) throws IncompatibleSchemaException {
        return writtenSchema.equals(schema())
                ? this
                : new ReadingCodec<>(Readings.decoder(this, writtenSchema), this, writtenSchema);
    }
}
