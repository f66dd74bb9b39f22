package io.millrace.source;

import io.millrace.Experimental;
import io.millrace.type.FunctionTypes;
import io.millrace.type.TypeRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of splits (a file, a partition), each read in order by one task.
 *
 * <p><b>Thread.</b> {@link #splits} is called once, by the thread that starts the topology; {@link #open} by the task that
 * owns the split.
 *
 * @param <T> the type of the records
 */
@Experimental
public interface Source<T> {

    /**
     * Discovers the splits. A name says all that a reader needs to find its data again, in any JVM; split i belongs to
     * task {@code i % parallelism}.
     *
     * @throws Exception if the input is missing or cannot be read; the message says what and where
     */
    List<String> splits() throws Exception;

    /** Opens one split at its beginning. */
    SplitReader<T> open(String split, SplitContext context) throws Exception;

    /**
     * Opens one split where an earlier reader of it was.
     *
     * @param position what {@link SplitReader#position} of that reader said, perhaps in another process
     */
    default SplitReader<T> open(String split, String position, SplitContext context) throws Exception {
        throw new UnsupportedOperationException("Source cannot go back to a position: source="
                + getClass().getName() + ", split=" + split + ", position=" + position
                + "; override open and isReplayable together");
    }

    /**
     * Whether readers know their position and can go back to it, so that after a failure no record is lost. A split whose
     * source cannot is opened at its beginning, whatever that means to it.
     */
    default boolean isReplayable() {
        return false;
    }

    /** Whether readers may block; their task then has a thread of its own. */
    default boolean isBlocking() {
        return false;
    }

    /** The type of the records, or null if neither this method nor the class tells it. */
    default @Nullable TypeRef<?> type() {
        return FunctionTypes.typeArgument(this, Source.class, 0);
    }
}
