package io.millrace.worker.snapshot;

import io.millrace.type.TypeRef;
import io.millrace.worker.serial.Codec;

/**
 * Yields the codec of a type.
 *
 * <p><b>Thread.</b> Any.
 */
@FunctionalInterface
public interface Codecs {

    /** The codec of a type that was found fit before anything ran. */
    <T> Codec<T> codec(TypeRef<T> type);
}
