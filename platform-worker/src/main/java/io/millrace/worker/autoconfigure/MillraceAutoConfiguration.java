package io.millrace.worker.autoconfigure;

import io.millrace.topology.Topology;
import io.millrace.worker.autoconfigure.properties.MillraceProperties;
import io.millrace.worker.autoconfigure.properties.PropertiesConfiguration;
import io.millrace.worker.autoconfigure.properties.StateProperties;
import io.millrace.worker.autoconfigure.properties.TopologyOverrides;
import io.millrace.worker.rocks.RocksSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.util.ClassUtils;

/** Runs the {@link Topology} beans of an application context. Defines beans of its own types only. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "millrace.enabled", matchIfMissing = true)
@Import(PropertiesConfiguration.class)
@EnableConfigurationProperties(WorkerProperties.class)
public final class MillraceAutoConfiguration {

    private static final String CONSOLE = "io.millrace.console.ConsoleAutoConfiguration";

    @Bean
    ApplicationTopologies millraceTopologies(
            ListableBeanFactory beans,
            MillraceProperties properties,
            WorkerProperties worker,
            TopologyOverrides overrides,
            ApplicationContext context) {
        return new ApplicationTopologies(
                properties.applicationName(context.getEnvironment()),
                () -> overrides.applyTo(NamedTopologies.of(beans, context.getEnvironment(), properties)),
                worker.toSettings(),
                new CheckpointFolder(
                        properties.dataFolder(context.getEnvironment()),
                        new Supervision(properties, overrides, worker.stopTimeout())),
                BlockingThreads.of(context.getEnvironment()),
                rocks(properties.state()),
                context::publishEvent,
                hasConsole(context));
    }

    @Bean
    TopologyLifecycle millraceTopologyLifecycle(
            ApplicationTopologies topologies, MillraceProperties properties, TopologyOverrides overrides) {
        return new TopologyLifecycle(topologies, properties.autostart(), overrides::isAutostart);
    }

    @Bean
    ApplicationGateway millraceStreamGateway(ApplicationTopologies topologies, ApplicationContext context) {
        return new ApplicationGateway(topologies, context);
    }

    @Bean
    ApplicationExit millraceApplicationExit(
            ApplicationTopologies topologies, TopologyLifecycle lifecycle, ApplicationContext context) {
        return new ApplicationExit(topologies, lifecycle, context);
    }

    /** How state is kept in RocksDB, or null to keep it on the heap. */
    private static @Nullable RocksSettings rocks(StateProperties state) {
        StateProperties.Rocksdb rocksdb = state.rocksdb();
        return state.backend() == StateProperties.Backend.HEAP
                ? null
                : new RocksSettings(
                        rocksdb.folder(), rocksdb.memory().toBytes(), rocksdb.cachedEntries(), rocksdb.incremental());
    }

    /** The console says at the start what runs, and where to see it. */
    private static boolean hasConsole(ApplicationContext context) {
        return context.getEnvironment().getProperty("millrace.console.enabled", Boolean.class, true)
                && ClassUtils.isPresent(CONSOLE, MillraceAutoConfiguration.class.getClassLoader());
    }
}
