package io.millrace.worker.autoconfigure;

import io.millrace.topology.Step;
import io.millrace.topology.Topology;
import io.millrace.worker.autoconfigure.bean.DeclaredTopologies;
import io.millrace.worker.autoconfigure.properties.MillraceProperties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/** Finds the topologies of a context and sees to it that each has a name of its own. */
final class NamedTopologies {

    private NamedTopologies() {}

    /** The topologies that are beans, or declared on beans, of this context. */
    static List<Topology> of(ListableBeanFactory beans, Environment environment, MillraceProperties properties) {
        return DeclaredTopologies.of(of(beans), beans, environment, properties.applicationName(environment));
    }

    /**
     * The topologies that are beans of this context, those of its parents not among them.
     *
     * @throws DuplicateTopologyException if two have one name, whatever the case and dashes
     */
    static List<Topology> of(ListableBeanFactory beans) {
        Map<String, String> beanNames = new HashMap<>();
        List<Topology> topologies = new ArrayList<>();
        beans.getBeansOfType(Topology.class, false, true).forEach((beanName, topology) -> {
            String other = beanNames.putIfAbsent(Step.canonicalName(topology.name()), beanName);
            if (other != null) {
                throw new DuplicateTopologyException(topology.name(), other, beanName);
            }
            topologies.add(topology);
        });
        return topologies;
    }
}
