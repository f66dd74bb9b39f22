package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the decoder of a recursive type inside that type, and counts how deep it goes.
 *
 * <p><b>Thread.</b> Made complete by the thread that builds the decoder, before others see it.
 */
final class LateDecoder<T> implements Decoder<T> {

    private final Schema schema;
    private @Nullable Decoder<T> target;

    LateDecoder(Schema schema) {
        this.schema = schema;
    }

    void complete(Decoder<T> decoder) {
        target = decoder;
    }

    @Override
    public T read(Input in, int depth) {
        if (target == null) {
            throw new IllegalStateException("Decoder is not complete: type=" + schema.name());
        }
        return target.read(in, Bounds.deeper(depth, schema));
    }
}
