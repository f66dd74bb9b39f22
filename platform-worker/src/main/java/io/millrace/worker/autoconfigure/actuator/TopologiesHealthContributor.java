package io.millrace.worker.autoconfigure.actuator;

import io.millrace.control.ApplicationControl;
import io.millrace.control.TopologyView;
import io.millrace.control.UnknownTopologyException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;

/** Health of the application's topologies, one by one, under their names. */
final class TopologiesHealthContributor implements CompositeHealthContributor {

    private final ApplicationControl control;

    TopologiesHealthContributor(ApplicationControl control) {
        this.control = control;
    }

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        try {
            return new TopologyHealthIndicator(control, control.topology(name).name());
        } catch (UnknownTopologyException e) {
            return null;
        }
    }

    @Override
    public Stream<HealthContributors.Entry> stream() {
        return control.topologies().stream()
                .map(TopologyView::name)
                .map(name -> new HealthContributors.Entry(name, new TopologyHealthIndicator(control, name)));
    }
}
