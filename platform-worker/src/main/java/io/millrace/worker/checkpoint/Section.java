package io.millrace.worker.checkpoint;

import java.util.Map;

/**
 * A named part of a snapshot: one state of one operator, for example. What its bytes mean is said by its properties.
 *
 * @param operator name of the operator
 * @param name name of the part within the operator
 * @param properties what else a reader needs to know, such as schemas
 */
public record Section(String operator, String name, Map<String, String> properties) {

    /** Keeps its own copy of the properties. */
    public Section {
        properties = Map.copyOf(properties);
    }
}
