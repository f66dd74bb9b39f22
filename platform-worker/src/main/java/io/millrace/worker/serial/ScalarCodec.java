package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Values without parts that have a schema. A record, since the compiler trusts the fields of records to be constant.
 *
 * @param type class of the values
 * @param node schema
 * @param writer writes a value
 * @param reader reads a value
 */
record ScalarCodec<T>(Class<T> type, Schema node, BiConsumer<Output, T> writer, Function<Input, T> reader)
        implements ValueCodec<T> {

    @Override
    public void write(T value, Output out, int depth) {
        writer.accept(out, value);
    }

    @Override
    public T read(Input in, int depth) {
        return reader.apply(in);
    }

    @Override
    public Decoder<T> adapted(Schema written, Readings readings) throws IncompatibleSchemaException {
        Decoder<T> widened = Primitives.widened(type, written);
        if (widened == null) {
            throw readings.incompatible(written, node);
        }
        return widened;
    }
}
