package io.millrace.worker.autoconfigure.properties;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of what a topology goes on from.
 *
 * @param savepoint Number of the savepoint to begin with. By default, the topology goes on from its last checkpoint.
 * @param drop Operators, and states as operator/state, whose kept state may be dropped if nobody owns it any more.
 * @param acceptDuplicates Whether an older checkpoint may be gone on from if the last is damaged, though sinks have shown
 *     results since.
 */
public record RestoreProperties(
        @Nullable Long savepoint,
        @DefaultValue List<String> drop,
        @DefaultValue("false") boolean acceptDuplicates) {

    /** Nothing is given. */
    static final RestoreProperties NONE = new RestoreProperties(null, List.of(), false);

    /** Keeps its own copy of the names. */
    public RestoreProperties {
        drop = List.copyOf(drop);
    }

    /** The values that are given, by the rest of the name of their property. */
    Map<String, Object> given() {
        Map<String, Object> given = new LinkedHashMap<>();
        if (savepoint != null) {
            given.put(".restore.savepoint", savepoint);
        }
        if (!drop.isEmpty()) {
            given.put(".restore.drop", drop);
        }
        if (acceptDuplicates) {
            given.put(".restore.accept-duplicates", true);
        }
        return given;
    }
}
