package io.millrace.worker.autoconfigure.bean;

import io.millrace.topology.Step;
import io.millrace.topology.StepSpec;
import io.millrace.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * The topologies of an application: those that are beans, with what they name and what is annotated to read from them, and
 * those that consist of annotations alone.
 */
public final class DeclaredTopologies {

    private final List<DeclarationFault> faults = new ArrayList<>();
    private final DeclarationFinder finder;
    private final ConfigurableListableBeanFactory beans;
    private final BeanTypes types;
    private final String application;

    private DeclaredTopologies(ConfigurableListableBeanFactory beans, Environment environment, String application) {
        this.beans = beans;
        this.types = new BeanTypes(beans);
        this.application = application;
        this.finder = new DeclarationFinder(beans, types, environment, faults::add);
    }

    /**
     * Completes the topologies of an application. Creates the singleton beans that take part, lazy ones too; to be called
     * when the context has created the others.
     *
     * @param topologies the topologies that are beans
     * @param beans where sources, operators and sinks are looked for
     * @param environment replaces placeholders
     * @param application name of the application, and of the topology of what names none
     * @throws IllegalStateException naming every fault, if there is one
     */
    public static List<Topology> of(
            List<Topology> topologies, ListableBeanFactory beans, Environment environment, String application) {
        if (!(beans instanceof ConfigurableListableBeanFactory configurable)) {
            throw new IllegalArgumentException("Bean factory does not show its definitions: class="
                    + beans.getClass().getName() + "; use the factory of an application context");
        }
        return new DeclaredTopologies(configurable, environment, topologyName(application)).complete(topologies);
    }

    /** The name of an application as that of a topology. */
    static String topologyName(String application) {
        String name = application.replaceAll("[^A-Za-z0-9_-]", "-").replaceAll("^[^A-Za-z]+", "");
        return name.isEmpty() ? "application" : name.substring(0, Math.min(name.length(), 100));
    }

    private List<Topology> complete(List<Topology> topologies) {
        Map<String, TopologyWiring> wirings = new LinkedHashMap<>();
        PartReader parts = new PartReader(beans, types);
        Extractors extractors = new Extractors(beans, types);
        List<Declaration> declarations = finder.find();
        Set<Declaration> taken = new HashSet<>();
        for (Topology topology : topologies) {
            TopologyWiring wiring =
                    new TopologyWiring(topology.name(), topology, parts, extractors, topologies, faults::add);
            wirings.put(Step.canonicalName(topology.name()), wiring);
            for (Step step : topology.steps()) {
                if (step.spec() instanceof StepSpec.Declared declared) {
                    replace(wiring, topology, step, declared.role(), declarations, taken);
                } else {
                    wiring.keep(step);
                }
            }
        }
        for (Declaration declaration : declarations) {
            if (!taken.contains(declaration)) {
                String named = declaration.settings().topology();
                String name = named == null ? application : named;
                wirings.computeIfAbsent(
                                Step.canonicalName(name),
                                canonical -> new TopologyWiring(name, null, parts, extractors, topologies, faults::add))
                        .add(declaration);
            }
        }
        List<Topology> complete = new ArrayList<>();
        wirings.values().forEach(wiring -> {
            Topology built = wiring.build();
            if (built != null) {
                complete.add(built);
            }
        });
        if (!faults.isEmpty()) {
            throw new InvalidDeclarationsException(faults);
        }
        return complete;
    }

    private void replace(
            TopologyWiring wiring,
            Topology topology,
            Step step,
            StepSpec.Declared.Role role,
            List<Declaration> declarations,
            Set<Declaration> taken) {
        Declaration found = annotated(topology, step, role, declarations);
        if (found != null) {
            taken.add(found);
        } else {
            found = finder.named(step.name(), role);
        }
        if (found == null) {
            List<String> known = declarations.stream()
                    .filter(declaration -> declaration.role() == role)
                    .map(Declaration::name)
                    .toList();
            faults.add(new DeclarationFault(
                    "topology '" + topology.name() + "', step '" + step.name() + "'",
                    "nothing of this name is declared: name=" + step.name() + "; looked for a method with "
                            + annotation(role) + (role == StepSpec.Declared.Role.SOURCE ? "" : " and without an input")
                            + ", and for a bean that is " + BeanCodes.expected(role) + "; "
                            + Nearest.advice(step.name(), known)));
            wiring.keep(step);
            return;
        }
        wiring.replace(step, found);
    }

    private static @Nullable Declaration annotated(
            Topology topology, Step step, StepSpec.Declared.Role role, List<Declaration> declarations) {
        for (Declaration declaration : declarations) {
            String named = declaration.settings().topology();
            boolean isHere = named == null || Step.canonicalName(named).equals(Step.canonicalName(topology.name()));
            if (isHere
                    && declaration.role() == role
                    && declaration.settings().inputs().isEmpty()
                    && Step.canonicalName(declaration.name()).equals(Step.canonicalName(step.name()))) {
                return declaration;
            }
        }
        return null;
    }

    private static String annotation(StepSpec.Declared.Role role) {
        return switch (role) {
            case SOURCE -> "@Source";
            case OPERATOR -> "@Operator";
            case SINK -> "@Sink";
        };
    }
}
