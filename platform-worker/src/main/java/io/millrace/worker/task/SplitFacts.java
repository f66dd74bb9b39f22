package io.millrace.worker.task;

import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.snapshot.TaskSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the reading of the splits of a source stands, by the names of the splits. */
final class SplitFacts {

    private final Map<String, String> byName = new HashMap<>();

    /** What all tasks of a source have noted. */
    static SplitFacts of(Restored restored, String source) {
        SplitFacts facts = new SplitFacts();
        restored.facts(source, Restored.SPLITS).forEach(facts.byName::putAll);
        return facts;
    }

    Set<String> names() {
        return byName.keySet();
    }

    void add(String split, SplitState state) {
        byName.put(split, state.toText());
    }

    void addTo(TaskSnapshot.Builder snapshot, String source) {
        snapshot.facts(source, Restored.SPLITS, byName);
    }

    /** Where a split stands, or null if it is not known. */
    @Nullable
    SplitState of(String split) {
        String text = byName.get(split);
        return text == null ? null : SplitState.parse(text);
    }
}
