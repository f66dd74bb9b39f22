package io.millrace.worker.autoconfigure.bean;

import io.millrace.control.NearestNames;
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
                .filter(name -> NearestNames.edits(sought, Step.canonicalName(name))
                        <= Math.min(MAX_DISTANCE, sought.length() / 2))
                .sorted(Comparator.comparingInt(name -> NearestNames.edits(sought, Step.canonicalName(name))))
                .limit(2)
                .toList();
        return near.isEmpty()
                ? "there are " + new TreeSet<>(known)
                : "did you mean '" + String.join("' or '", near) + "'?";
    }
}
