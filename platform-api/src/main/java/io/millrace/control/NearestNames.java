package io.millrace.control;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that somebody may have meant. Case, dashes and underscores do not count. */
public final class NearestNames {

    private NearestNames() {}

    /**
     * Those that take the fewest edits, the nearest first, without those that take too many to be likely.
     *
     * @param limit most names to give
     */
    public static List<String> of(String given, Collection<String> names, int limit) {
        String wanted = canonical(given);
        int likely = Math.max(2, wanted.length() / 4);
        return names.stream()
                .filter(name -> edits(wanted, canonical(name)) <= likely)
                .sorted(Comparator.comparingInt((String name) -> edits(wanted, canonical(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .toList();
    }

    private static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Edits between two texts; source: R. A. Wagner, M. J. Fischer, The String-to-String Correction Problem, 1974. */
    public static int edits(String from, String to) {
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
