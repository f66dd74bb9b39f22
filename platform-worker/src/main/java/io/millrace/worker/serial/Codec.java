package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/**
 * Writes and reads the values of one type.
 *
 * <p><b>Contract.</b> {@code decode} reads exactly what {@code encode} wrote and yields an equal value. Values are not
 * null. Input and output stand on an array, which may grow, and not on a stream: an input holds all of the value.
 *
 * <p><b>Thread.</b> May be used by several at once, each with its own input or output.
 *
 * @param <T> the type of the values
 */
public interface Codec<T> {

    /**
     * Writes a value. An output that cannot grow throws what Kryo throws, and then holds a part of the value.
     *
     * @throws CodecException if the value cannot be written: it is of an unexpected class, or nested too deeply
     */
    void encode(T value, Output out);

    /**
     * Reads a value.
     *
     * @throws CodecException if the bytes cannot be such a value; lengths are checked before memory is taken
     */
    T decode(Input in);

    /**
     * What the bytes mean: names and types of all that is written, in their order, as text. Equal schemas have equal bytes;
     * the text is the same in every JVM and version of the class path.
     */
    String schema();

    /**
     * A codec that reads what another version of the type has written, for which a field may have come or gone. For the
     * schema of this codec it is this codec; any other one only reads.
     *
     * @param writtenSchema schema of the codec that wrote
     * @throws IncompatibleSchemaException if values cannot be carried over; the message names type and field
     */
    Codec<T> reading(String writtenSchema) throws IncompatibleSchemaException;
}
