package io.millrace.worker.autoconfigure;

import io.millrace.topology.Topology;
import java.util.List;

/** The topologies that an application context declares, complete and with its properties applied; for tests of them. */
public interface TopologyCatalog {

    /** All topologies, in the order of their names; beans that they need are created. */
    List<Topology> declaredTopologies();
}
