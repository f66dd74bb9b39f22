package io.millrace.cli.view;

/**
 * A column of a table.
 *
 * @param title its title
 * @param isNumber whether it stands to the right
 * @param leastWidth to how much it may be cut where there is no room; 0 for not at all
 * @param rank which column is left out first where there is no room: that with the highest; 0 for never
 */
public record Column(String title, boolean isNumber, int leastWidth, int rank) {

    /** A column of texts, which may be cut. */
    public static Column text(String title) {
        return new Column(title, false, Math.max(8, title.length()), 0);
    }

    /** A column of numbers or of short words, which are never cut. */
    public static Column number(String title) {
        return new Column(title, true, 0, 0);
    }

    /** A column of short words, which are never cut. */
    public static Column word(String title) {
        return new Column(title, false, 0, 0);
    }

    /** The same, to be left out where there is no room. */
    public Column optional(int itsRank) {
        return new Column(title, isNumber, leastWidth, itsRank);
    }
}
