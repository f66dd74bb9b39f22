package io.millrace.window;

/** Why a window yields a result. */
public enum Firing {
    /** The watermark has not reached the end of the window: more is expected. */
    EARLY,
    /** The watermark has reached the end of the window. */
    ON_TIME,
    /** Records came after the end of the window, within the allowed lateness. */
    LATE
}
