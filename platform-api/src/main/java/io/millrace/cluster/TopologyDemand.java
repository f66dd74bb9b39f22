package io.millrace.cluster;

import java.util.Set;

/**
 * What a topology needs of a cluster.
 *
 * @param topology its name
 * @param slices number of slots it needs: as many as its widest step has tasks
 * @param labels what a member must have to run a part of it
 * @param priority who goes first where there are too few slots; the greater one
 */
public record TopologyDemand(String topology, int slices, Set<String> labels, int priority) {

    /** Checks the number. */
    public TopologyDemand {
        labels = Set.copyOf(labels);
        if (slices < 1) {
            throw new IllegalArgumentException(
                    "Topology needs no slot: topology=" + topology + ", slices=" + slices + "; it is at least 1");
        }
    }
}
