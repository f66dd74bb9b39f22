package io.millrace.type;

/**
 * Plain sink of primitive values that a {@link ValueSerializer} writes to. What stands behind it, a wire frame or a
 * snapshot, is the engine's matter, and so are growth and bounds.
 */
public interface ValueWriter {

    /** Writes true or false as one byte. */
    void writeBoolean(boolean value);

    /** Writes one byte. */
    void writeByte(byte value);

    /** Writes four bytes, or fewer for small values where the engine can. */
    void writeInt(int value);

    /** Writes eight bytes, or fewer for small values where the engine can. */
    void writeLong(long value);

    /** Writes the eight bytes of a double. */
    void writeDouble(double value);

    /** Writes a string with its length. */
    void writeString(String value);

    /** Writes bytes with their length. */
    void writeBytes(byte[] value);
}
