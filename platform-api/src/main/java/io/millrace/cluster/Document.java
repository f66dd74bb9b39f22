package io.millrace.cluster;

/**
 * A small document that members agree on.
 *
 * @param content its text
 * @param version changes with each change
 */
public record Document(String content, int version) {

    /** Stands for the version of a document that does not exist. */
    public static final int NONE = -1;

    /** Greatest length, in UTF-8. */
    public static final int MAX_BYTES = 256 << 10;
}
