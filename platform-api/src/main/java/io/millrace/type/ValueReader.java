package io.millrace.type;

/**
 * Plain source of primitive values that a {@link ValueSerializer} reads from, in the order in which they were written.
 *
 * <p>Lengths are checked against a bound before memory is taken. Reading past the end, or a length beyond the bound,
 * throws an {@link IllegalStateException} that says what was expected.
 */
public interface ValueReader {

    /** Reads what {@link ValueWriter#writeBoolean} wrote. */
    boolean readBoolean();

    /** Reads what {@link ValueWriter#writeByte} wrote. */
    byte readByte();

    /** Reads what {@link ValueWriter#writeInt} wrote. */
    int readInt();

    /** Reads what {@link ValueWriter#writeLong} wrote. */
    long readLong();

    /** Reads what {@link ValueWriter#writeDouble} wrote. */
    double readDouble();

    /** Reads what {@link ValueWriter#writeString} wrote. */
    String readString();

    /** Reads what {@link ValueWriter#writeBytes} wrote. */
    byte[] readBytes();
}
