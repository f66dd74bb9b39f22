package io.millrace.test;

import io.millrace.topology.Step;
import io.millrace.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

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
        forEach(MillraceTestDriver::reset);
    }

    @Override
    public void close() {
        forEach(MillraceTestDriver::close);
    }

    /** Leaves none out because another has failed; throws the first failure at the end. */
    private void forEach(Consumer<MillraceTestDriver> work) {
        Throwable first = null;
        for (MillraceTestDriver driver : drivers.values()) {
            try {
                work.accept(driver);
            } catch (RuntimeException | Error e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException failure) {
            throw failure;
        }
    }

    private List<String> names() {
        return topologies.values().stream().map(Topology::name).toList();
    }
}
