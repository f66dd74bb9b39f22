package io.millrace.cli.view;

import org.jspecify.annotations.Nullable;

/**
 * A cell of a table.
 *
 * @param text what stands there, harmless and on one line
 * @param tone how it is meant
 */
public record Cell(String text, Tone tone) {

    /** Makes the text harmless. */
    public Cell {
        text = Text.clean(text);
    }

    /** A text of somebody else, or a dash. */
    public static Cell of(@Nullable String text) {
        return text == null || text.isEmpty() ? new Cell(Units.UNKNOWN, Tone.DIM) : new Cell(text, Tone.PLAIN);
    }

    /** A state of a topology. */
    public static Cell state(@Nullable String state) {
        return state == null ? of(null) : new Cell(state, Tone.ofState(state));
    }
}
