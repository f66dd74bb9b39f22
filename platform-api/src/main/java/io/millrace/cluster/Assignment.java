package io.millrace.cluster;

import java.util.List;

/**
 * Who runs the slices of a topology. Slice i is task i of every step.
 *
 * @param topology its name
 * @param members number of the member of each slice
 */
public record Assignment(String topology, List<Integer> members) {

    /** Keeps a copy. */
    public Assignment {
        members = List.copyOf(members);
    }
}
