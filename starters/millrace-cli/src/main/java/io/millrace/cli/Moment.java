package io.millrace.cli;

import io.millrace.cli.json.Doc;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A topology at a moment.
 *
 * @param state where it is in its life
 * @param startedAt when it was started last, or null
 */
record Moment(String state, @Nullable String startedAt) {

    private static final Set<String> ENDS = Set.of("STOPPED", "FINISHED", "FAILED");

    static Moment of(Doc topology) {
        return new Moment(topology.text("state", "UNKNOWN"), topology.text("startedAt"));
    }

    /** Whether nothing more happens by itself. */
    boolean isEnd() {
        return ENDS.contains(state);
    }
}
