package io.millrace.worker.window;

import org.jspecify.annotations.Nullable;

/** Where panes lie that are about to change without a record for them. */
interface PaneChanges {

    /**
     * Says that a pane is about to change. Yields the pane as it is kept now, which is another object if the table has let go
     * of this one meanwhile; or null if it is kept no longer, and must be left as it is.
     */
    @Nullable
    Pane beforeChange(Pane pane);
}
