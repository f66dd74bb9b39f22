package io.millrace.kafka.source;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The topics that a source reads.
 *
 * @param names of the topics; empty if there is a pattern
 * @param pattern that the whole name of a topic has to match, or null
 */
public record TopicSelection(List<String> names, @Nullable Pattern pattern) {

    /** Refuses names that no topic can have. */
    public TopicSelection {
        names = List.copyOf(new TreeSet<>(names));
        if (names.isEmpty() == (pattern == null)) {
            throw new IllegalArgumentException("Source has no topics: topics=" + names + ", pattern=" + pattern
                    + "; name a topic, or give a pattern");
        }
        names.forEach(TopicSelection::check);
    }

    /** Topics of these names, which have to exist. */
    public static TopicSelection named(Collection<String> names) {
        return new TopicSelection(List.copyOf(names), null);
    }

    /** All topics that match, now and later; topics of Kafka's own are not among them. */
    public static TopicSelection matching(Pattern pattern) {
        return new TopicSelection(List.of(), pattern);
    }

    boolean matches(String topic) {
        return pattern == null ? names.contains(topic) : pattern.matcher(topic).matches();
    }

    @Override
    public String toString() {
        return pattern == null ? names.toString() : pattern.pattern();
    }

    static void check(String name) {
        if (!name.matches("[a-zA-Z0-9._-]{1,249}") || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("Name of a topic is not valid: topic='" + name
                    + "'; use letters, digits, '.', '_' and '-', 249 of them at most");
        }
    }
}
