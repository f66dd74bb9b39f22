package io.millrace.worker.autoconfigure;

import io.millrace.topology.Topology;
import io.millrace.worker.autoconfigure.properties.MillraceProperties;
import io.millrace.worker.autoconfigure.properties.PropertiesConfiguration;
import io.millrace.worker.autoconfigure.properties.TopologyOverrides;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Runs the {@link Topology} beans of an application context. Defines beans of its own types only. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "millrace.enabled", matchIfMissing = true)
@Import(PropertiesConfiguration.class)
@EnableConfigurationProperties(WorkerProperties.class)
public final class MillraceAutoConfiguration {

    @Bean
    TopologyLifecycle millraceTopologyLifecycle(
            ListableBeanFactory beans,
            MillraceProperties properties,
            WorkerProperties worker,
            TopologyOverrides overrides,
            ApplicationContext context) {
        List<Topology> started = overrides.applyTo(NamedTopologies.of(beans)).stream()
                .filter(topology -> !properties.autostart() || overrides.isAutostart(topology.name()))
                .toList();
        return new TopologyLifecycle(started, worker.toSettings(), properties.autostart(), context::publishEvent);
    }

    @Bean
    ApplicationExit millraceApplicationExit(TopologyLifecycle topologies, ApplicationContext context) {
        return new ApplicationExit(topologies, context);
    }
}
