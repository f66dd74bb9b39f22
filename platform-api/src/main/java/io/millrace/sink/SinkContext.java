package io.millrace.sink;

import io.millrace.Experimental;
import io.millrace.operator.TaskContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the engine lends to a writer: its place, the clock of its process, and how often its results are to be committed. */
@Experimental
public interface SinkContext extends TaskContext {

    /** Time between the starts of two checkpoints, or null if there are none. */
    @Nullable
    Duration checkpointInterval();
}
