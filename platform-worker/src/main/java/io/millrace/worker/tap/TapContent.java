package io.millrace.worker.tap;

/** How much of a record may be shown. */
public enum TapContent {
    /** Nothing: nobody may look. */
    NONE,
    /** What it looks like: letters as x, digits as 9. */
    SHAPE,
    /** All that its text says. */
    WHOLE
}
