package io.millrace.type;

/**
 * Writes and reads the values of one type, for the wire and for state. Registered with a topology, it always wins over
 * what the engine would choose.
 *
 * <p><b>Contract.</b> {@code read} reads exactly the bytes that {@code write} wrote, and yields an equal value. A
 * {@link #version} that grows lets {@code read} accept what earlier versions wrote.
 *
 * <p><b>Thread.</b> One instance may be used by many tasks at once, so it keeps no state between calls.
 *
 * @param <T> the type written
 */
public interface ValueSerializer<T> {

    /** Version of the format that {@link #write} produces; at least 1. */
    default int version() {
        return 1;
    }

    /** Writes one value. */
    void write(T value, ValueWriter out);

    /**
     * Reads one value.
     *
     * @param version version of the serializer that wrote it, at most {@link #version}
     */
    T read(ValueReader in, int version);
}
