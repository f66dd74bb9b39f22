package io.millrace.kafka.sink;

/** Lengths of numbers of seven bits a byte, and of text. */
final class Varints {

    /** Most bytes of a number of 32 bits. */
    static final int MAX_INT_BYTES = 5;

    /** Most bytes of a number of 63 bits. */
    static final int MAX_LONG_BYTES = 9;

    private Varints() {}

    /** Bytes of a number that is not negative. */
    static int length(long value) {
        int bytes = 1;
        for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
            bytes++;
        }
        return bytes;
    }

    /** Bytes of a text in UTF-8; a half of a surrogate pair counts as the question mark that it becomes. */
    static int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                bytes++;
            }
        }
        return bytes;
    }
}
