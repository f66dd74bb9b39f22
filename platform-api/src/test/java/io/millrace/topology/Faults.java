package io.millrace.topology;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.partition.KeyGroups;
import io.millrace.stream.TopologyBuilder;
import java.util.List;
import java.util.Map;

/** What a topology is refused for, as text; empty if it is not. */
public final class Faults {

    private Faults() {}

    public static List<String> of(TopologyBuilder builder) {
        return of(builder::build);
    }

    public static List<String> of(Step... steps) {
        return of(() -> Topology.of("test", List.of(steps), new KeyGroups(64), Map.of()));
    }

    private static List<String> of(Runnable build) {
        InvalidTopologyException refusal = catchThrowableOfType(InvalidTopologyException.class, build::run);
        return refusal == null
                ? List.of()
                : refusal.faults().stream().map(TopologyFault::toString).toList();
    }
}
