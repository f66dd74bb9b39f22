package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the codec of a recursive type inside that type, and counts how deep it goes.
 *
 * <p><b>Thread.</b> Made complete by the thread that builds the codec, before others see it.
 */
final class LateCodec<T> implements ValueCodec<T> {

    private final Schema node;
    private @Nullable ValueCodec<T> target;

    LateCodec(Schema node) {
        this.node = node;
    }

    void complete(ValueCodec<T> codec) {
        target = codec;
    }

    @Override
    public void write(T value, Output out, int depth) {
        self().write(value, out, Bounds.deeper(depth, node));
    }

    @Override
    public T read(Input in, int depth) {
        return self().read(in, Bounds.deeper(depth, node));
    }

    @Override
    public Schema node() {
        return node;
    }

    @Override
    public Decoder<T> adapted(Schema written, Readings readings) throws IncompatibleSchemaException {
        return self().adapted(written, readings);
    }

    @Override
    public ValueCodec<T> self() {
        if (target == null) {
            throw new IllegalStateException("Codec is not complete: type=" + node.name());
        }
        return target;
    }
}
