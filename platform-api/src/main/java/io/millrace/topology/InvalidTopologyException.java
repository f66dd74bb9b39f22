package io.millrace.topology;

import java.util.List;
import java.util.stream.Collectors;

/** A topology cannot be built; names every fault at once. */
public final class InvalidTopologyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String topology;
    private final transient List<TopologyFault> faults;

    InvalidTopologyException(String topology, List<TopologyFault> faults) {
        super("Topology is not valid: topology=" + topology + ", faults=" + faults.size()
                + faults.stream().map(fault -> "\n  - " + fault).collect(Collectors.joining()));
        this.topology = topology;
        this.faults = List.copyOf(faults);
    }

    /** Name of the topology. */
    public String topology() {
        return topology;
    }

    /** Everything that is wrong. */
    public List<TopologyFault> faults() {
        return faults;
    }
}
