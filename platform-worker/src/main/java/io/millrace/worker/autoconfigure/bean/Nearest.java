package io.millrace.worker.autoconfigure.bean;

import io.millrace.topology.Step;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Names that a misspelt one may have meant. */
final class Nearest {

    private static final int MAX_DISTANCE = 3;

    private Nearest() {}

    /** What to do about a name that is not among those known. */
    static String advice(String wrong, Collection<String> known) {
        if (known.isEmpty()) {
            return "there is none";
        }
        String sought = Step.canonicalName(wrong);
        List<String> near = known.stream()
                .filter(name ->
                        distance(sought, Step.canonicalName(name)) <= Math.min(MAX_DISTANCE, sought.length() / 2))
                .sorted(Comparator.comparingInt(name -> distance(sought, Step.canonicalName(name))))
                .limit(2)
                .toList();
        return near.isEmpty()
                ? "there are " + new TreeSet<>(known)
                : "did you mean '" + String.join("' or '", near) + "'?";
    }

    /** Edits between two texts; source: R. A. Wagner, M. J. Fischer, The String-to-String Correction Problem, 1974. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
