package io.millrace.worker.window;

/** Where panes lie that are about to change without a record for them. */
interface PaneChanges {

    /** Says that a pane is about to change; false if it is kept no longer, and must be left as it is. */
    boolean beforeChange(Pane pane);
}
