package io.millrace.benchmark.state;

/** What became of an update. */
enum Mark {
    /** The key had no state before. */
    OPENED,
    /** The key had state. */
    UPDATED
}
