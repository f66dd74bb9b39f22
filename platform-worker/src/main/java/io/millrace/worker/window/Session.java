package io.millrace.worker.window;

import io.millrace.window.Window;

/** One session of one key, with the deadlines that are set for it. */
final class Session extends Pane {

    private final int hash;
    boolean awaitsEnd;
    boolean awaitsForgetting;
    boolean isMerged;

    Session(Object key, int hash, Window window) {
        super(key, window);
        this.hash = hash;
    }

    int hash() {
        return hash;
    }
}
