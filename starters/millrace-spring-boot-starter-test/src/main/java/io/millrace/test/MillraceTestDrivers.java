package io.millrace.test;

import io.millrace.topology.Step;
import io.millrace.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A driver for each topology of an application, to be injected into a {@link MillraceTest}.
 *
 * <p><b>Thread.</b> The one of the test.
 */
public final class MillraceTestDrivers implements AutoCloseable {

    private final Map<String, Topology> topologies = new TreeMap<>();
    private final Map<String, MillraceTestDriver> drivers = new TreeMap<>();

    MillraceTestDrivers(List<Topology> topologies) {
        topologies.forEach(topology -> this.topologies.put(Step.canonicalName(topology.name()), topology));
    }

    /** The driver of a topology. */
    public MillraceTestDriver get(String topology) {
        String name = Step.canonicalName(topology);
        Topology found = topologies.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "Application has no such topology: topology=" + topology + "; it has " + names());
        }
        return drivers.computeIfAbsent(name, each -> MillraceTestDriver.of(found));
    }

    /** The driver of the only topology. */
    MillraceTestDriver only() {
        if (topologies.size() != 1) {
            throw new IllegalStateException(
                    topologies.isEmpty()
                            ? "Application has no topology to test: annotate a method of a bean with @Source, @Operator"
                                    + " or @Sink, or declare a Topology bean, and see that the test includes it"
                            : "Application has several topologies: topologies=" + names()
                                    + "; inject MillraceTestDrivers and ask for one by its name");
        }
        return get(names().get(0));
    }

    /** Begins each anew, as if nothing had been sent. */
    void reset() {
        drivers.values().forEach(MillraceTestDriver::reset);
    }

    @Override
    public void close() {
        drivers.values().forEach(MillraceTestDriver::close);
    }

    private List<String> names() {
        return topologies.values().stream().map(Topology::name).toList();
    }
}
