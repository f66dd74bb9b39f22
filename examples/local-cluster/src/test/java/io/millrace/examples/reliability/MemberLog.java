package io.millrace.examples.reliability;

import io.millrace.examples.cluster.LocalMember;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a member has said in its lives.
 *
 * @param member whose log it is
 * @param lines of all of its lives
 */
record MemberLog(LocalMember member, List<String> lines) {

    static MemberLog of(LocalMember member) throws IOException {
        return new MemberLog(member, Files.exists(member.log()) ? Files.readAllLines(member.log()) : List.of());
    }

    /** All lines in which an expression is found. */
    Stream<Line> find(Pattern pattern) {
        return Stream.iterate(0, i -> i < lines.size(), i -> i + 1).flatMap(i -> line(i, pattern).stream());
    }

    /** Place of the last line with a text; -1 if there is none. */
    int last(String text) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        return -1;
    }

    private Optional<Line> line(int place, Pattern pattern) {
        String text = lines.get(place);
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        Instant time =
                OffsetDateTime.parse(text.substring(0, text.indexOf(' '))).toInstant();
        return Optional.of(new Line(member, place, time, matcher.toMatchResult()));
    }

    /**
     * A line that was looked for.
     *
     * @param member who has said it
     * @param place its number in the log
     * @param time when
     * @param match what was found
     */
    record Line(LocalMember member, int place, Instant time, MatchResult match) {

        /** A group that is a number. */
        long number(int group) {
            return Long.parseLong(match.group(group));
        }
    }
}
