package io.millrace.source;

import io.millrace.Experimental;
import java.util.List;

/**
 * Source whose splits are found while it is read, as partitions of a topic are: its input may not be reachable when the
 * topology starts, and splits may be added at any time.
 *
 * <p>Each task looks for its own splits. One that a checkpoint knows is opened at once, found or not.
 *
 * @param <T> the type of the records
 */
@Experimental
public interface DiscoveringSource<T> extends Source<T> {

    /** Nothing is known before {@link #discover}. */
    @Override
    default List<String> splits() {
        return List.of();
    }

    /**
     * Begins to look for the splits of one task; must not block.
     *
     * @param context of the task; valid until the discovery is closed
     */
    SplitDiscovery discover(SplitContext context) throws Exception;
}
