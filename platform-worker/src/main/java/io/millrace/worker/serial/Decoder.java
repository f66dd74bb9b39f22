package io.millrace.worker.serial;

import com.esotericsoftware.kryo.io.Input;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one type as one schema says; the schema may be an older one than that of the type.
 *
 * <p><b>Thread.</b> May be used by several at once.
 */
interface Decoder<T> {

    /**
     * Reads a value.
     *
     * @param depth how many values of recursive types this one lies in
     */
    T read(Input in, int depth);

    /** Reads a value or null, as {@link ValueCodec#writeNullable} wrote it. */
    default @Nullable T readNullable(Input in, int depth) {
        return Bounds.flag(in) ? read(in, depth) : null;
    }
}
