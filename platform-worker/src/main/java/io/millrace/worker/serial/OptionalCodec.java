package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Optional;

/**
 * Values that may be absent.
 *
 * @param element codec of the value
 * @param node schema
 */
record OptionalCodec<T>(ValueCodec<T> element, Schema node) implements ValueCodec<Optional<T>> {

    static final String NAME = "optional";

    OptionalCodec(ValueCodec<T> element) {
        this(element, Schema.group(NAME, element.node()));
    }

    @Override
    public void write(Optional<T> value, Output out, int depth) {
        element.writeNullable(value.orElse(null), out, depth);
    }

    @Override
    public Optional<T> read(Input in, int depth) {
        return Optional.ofNullable(element.readNullable(in, depth));
    }

    @Override
    public Decoder<Optional<T>> adapted(Schema written, Readings readings) throws IncompatibleSchemaException {
        Decoder<T> decoder = readings.element(element, written.element(0));
        return (in, depth) -> Optional.ofNullable(decoder.readNullable(in, depth));
    }
}
