package io.millrace.source;

import io.millrace.Experimental;

/** What the engine lends to a reader: the clock of its process, and a way to be asked again. */
@Experimental
public interface SplitContext {

    /** Processing time in milliseconds since 1970-01-01T00:00Z. */
    long nowMillis();

    /** Says that records have come; may be called from any thread, and does not block. */
    void wakeUp();
}
