package io.millrace.worker.autoconfigure.properties;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant. Case, dashes and underscores do not count. */
final class NearestName {

    private NearestName() {}

    /** The name that takes the fewest edits, unless even that takes too many to be likely. */
    static Optional<String> of(String given, Collection<String> names) {
        String wanted = canonical(given);
        int limit = Math.max(2, wanted.length() / 4);
        return names.stream()
                .filter(name -> edits(wanted, canonical(name)) <= limit)
                .min(Comparator.comparingInt((String name) -> edits(wanted, canonical(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Levenshtein's distance, row by row. */
    static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
