package io.millrace.worker.window;

import io.millrace.window.Window;

/** One session of one key, with the deadlines that are set for it. */
final class Session extends Pane {

    boolean awaitsEnd;
    boolean awaitsForgetting;
    boolean isMerged;

    Session(Object key, int hash, Window window) {
        super(key, hash, window);
    }
}
