package io.millrace.worker.autoconfigure.properties;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of a known property, element by element: {@code *} stands for a key of a map or an index, {@code **} at the end
 * for anything below.
 *
 * @param elements the elements, in dashed form
 * @param replacement the property to use instead of this deprecated one, or null
 * @param isRemoved whether it has no effect any more
 */
record PropertyPattern(List<String> elements, @Nullable String replacement, boolean isRemoved) {

    private static final String ANY = "*";
    private static final String REST = "**";

    static PropertyPattern of(String name, @Nullable String replacement, boolean isRemoved) {
        return new PropertyPattern(List.of(name.split("\\.")), replacement, isRemoved);
    }

    /** Whether it is the pattern of a name, given in uniform elements: lower case, letters and digits only. */
    boolean matches(List<String> name) {
        return matches(name, name.size());
    }

    /** Whether there are properties of this pattern below a name. */
    boolean isBelow(List<String> name) {
        return name.size() < elements.size() && matches(name, name.size(), elements.subList(0, name.size()));
    }

    private boolean matches(List<String> name, int size) {
        return matches(name, size, elements);
    }

    private static boolean matches(List<String> name, int size, List<String> pattern) {
        for (int i = 0; i < pattern.size(); i++) {
            String element = pattern.get(i);
            if (element.equals(REST)) {
                return size > i;
            }
            if (i >= size || !(element.equals(ANY) || uniform(element).equals(name.get(i)))) {
                return false;
            }
        }
        return size == pattern.size();
    }

    /**
     * Whether an environment variable, cut at its underscores, is of this pattern. An element with dashes may be written
     * with underscores or without.
     */
    boolean matchesVariable(List<String> words) {
        return matchesVariable(words, 0, 0);
    }

    private boolean matchesVariable(List<String> words, int word, int element) {
        if (element == elements.size()) {
            return word == words.size();
        }
        String pattern = elements.get(element);
        if (pattern.equals(REST)) {
            return word < words.size();
        }
        if (pattern.equals(ANY)) {
            return word < words.size() && matchesVariable(words, word + 1, element + 1);
        }
        StringBuilder joined = new StringBuilder();
        for (int end = word; end < words.size() && joined.length() < pattern.length(); end++) {
            joined.append(words.get(end));
            if (uniform(pattern).contentEquals(joined)) {
                return matchesVariable(words, end + 1, element + 1);
            }
        }
        return false;
    }

    /** The name of this pattern that has the keys of a given name, or nothing if that is too short. */
    Optional<String> filledFrom(List<String> name) {
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < elements.size(); i++) {
            String element = elements.get(i);
            boolean isKey = element.startsWith(ANY);
            if (isKey && i >= name.size()) {
                return Optional.empty();
            }
            filled.append(i == 0 ? "" : ".").append(isKey ? name.get(i) : element);
        }
        return Optional.of(filled.toString());
    }

    String lastElement() {
        return elements.get(elements.size() - 1);
    }

    private static String uniform(String element) {
        return element.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
