package io.millrace.source;

/** What to do with bytes that are not valid in the character set of a text. */
public enum MalformedText {
    /** Put U+FFFD in their place, and count the lines concerned. */
    REPLACE,
    /** Leave out the lines concerned, and count them. */
    SKIP_LINE,
    /** Fail the topology, naming file and line. */
    FAIL
}
