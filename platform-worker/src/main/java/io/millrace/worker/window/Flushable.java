package io.millrace.worker.window;

/** Operator that holds records back for speed, and lets go of them before its task falls idle. */
public interface Flushable {

    /**
     * Emits everything held back.
     *
     * @return false to be called again
     */
    boolean flush();
}
