package io.millrace.source;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the positions of a kind of source look as text: a pattern whose groups are its numbers, and the shape to name where a
 * text does not match.
 */
final class PositionFormat {

    /** A whole number of zero or more that a {@code long} surely holds, written in one way only. */
    static final String NUMBER = "(0|[1-9][0-9]{0,17})";

    private final Pattern pattern;
    private final String shape;

    PositionFormat(String pattern, String shape) {
        this.pattern = Pattern.compile(pattern);
        this.shape = shape;
    }

    /** The groups of the pattern. */
    MatchResult parse(String split, String position) {
        Matcher matcher = pattern.matcher(position);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Position cannot be read: split=" + split + ", position='" + position
                    + "', expected=" + shape + "; restore a checkpoint that this kind of source has taken");
        }
        return matcher.toMatchResult();
    }
}
