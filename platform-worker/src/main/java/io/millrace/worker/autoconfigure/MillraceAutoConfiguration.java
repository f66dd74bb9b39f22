package io.millrace.worker.autoconfigure;

import io.millrace.topology.Topology;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Runs the {@link Topology} beans of an application context. Defines beans of its own types only. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "millrace.enabled", matchIfMissing = true)
@EnableConfigurationProperties({MillraceProperties.class, WorkerProperties.class})
public final class MillraceAutoConfiguration {

    @Bean
    ApplicationTopologies millraceTopologies(
            ListableBeanFactory beans, WorkerProperties worker, ApplicationContext context) {
        return new ApplicationTopologies(
                applicationName(context.getEnvironment()),
                () -> NamedTopologies.of(beans),
                worker.toSettings(),
                context::publishEvent);
    }

    @Bean
    TopologyLifecycle millraceTopologyLifecycle(ApplicationTopologies topologies, MillraceProperties properties) {
        return new TopologyLifecycle(topologies, properties.autostart(), name -> true);
    }

    @Bean
    ApplicationGateway millraceStreamGateway(ApplicationTopologies topologies) {
        return new ApplicationGateway(topologies);
    }

    @Bean
    ApplicationExit millraceApplicationExit(
            ApplicationTopologies topologies, TopologyLifecycle lifecycle, ApplicationContext context) {
        return new ApplicationExit(topologies, lifecycle, context);
    }

    private static String applicationName(Environment environment) {
        String own = environment.getProperty("millrace.application.name");
        return own != null ? own : environment.getProperty("spring.application.name", "application");
    }
}
