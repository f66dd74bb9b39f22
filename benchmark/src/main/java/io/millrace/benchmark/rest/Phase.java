package io.millrace.benchmark.rest;

import java.util.Locale;

/** What happens beside the topology while it is measured. */
enum Phase {
    /** Nothing. */
    ALONE,
    /** Its console is under load. */
    LOADED,
    /** The same load, on a bare server in another process. */
    BARE;

    /** As results show it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
