package io.millrace.worker.autoconfigure;

import io.millrace.cluster.ClusterServices;
import io.millrace.topology.Topology;
import io.millrace.worker.autoconfigure.properties.ClusterProperties;
import io.millrace.worker.autoconfigure.properties.ConfigurationInForce;
import io.millrace.worker.autoconfigure.properties.MillraceProperties;
import io.millrace.worker.autoconfigure.properties.PropertiesConfiguration;
import io.millrace.worker.autoconfigure.properties.StateProperties;
import io.millrace.worker.autoconfigure.properties.TopologyOverrides;
import io.millrace.worker.history.HistorySettings;
import io.millrace.worker.net.Tls;
import io.millrace.worker.rocks.RocksSettings;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
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
            ObjectProvider<ClusterServices> cluster,
            ObjectProvider<SslBundles> sslBundles,
            ApplicationContext context) {
        Environment environment = context.getEnvironment();
        CheckpointFolder checkpoints = new CheckpointFolder(
                properties.dataFolder(environment),
                properties.checkpoint().folder(),
                new Supervision(properties, overrides, worker.stopTimeout()));
        Supplier<ClusterJoining> joining = () -> new ClusterJoining(
                properties,
                member(properties, worker, environment),
                checkpoints,
                services(cluster),
                tls(properties.cluster(), sslBundles));
        return new ApplicationTopologies(
                properties.applicationName(environment),
                () -> overrides.applyTo(NamedTopologies.of(beans, environment, properties)),
                worker.toSettings(),
                checkpoints,
                BlockingThreads.of(environment),
                rocks(properties.state()),
                properties.isClustered() ? joining : null,
                new Surroundings(
                        context::publishEvent,
                        () -> ConfigurationInForce.of(environment),
                        hasConsole(context),
                        new HistorySettings(
                                HistorySettings.DEFAULTS.fineSeconds(),
                                HistorySettings.DEFAULTS.coarseSeconds(),
                                properties.metrics().historyMemory().toBytes()),
                        properties.tap().settings()));
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

    private static ClusterJoining.Member member(
            MillraceProperties properties, WorkerProperties worker, Environment environment) {
        String version = properties.application().version();
        String name = properties.application().name();
        return new ClusterJoining.Member(
                name == null ? environment.getProperty("spring.application.name", "") : name,
                version == null ? ApplicationVersion.of(MillraceAutoConfiguration.class.getClassLoader()) : version,
                worker.slotsOrDefault(),
                productionProfile(environment));
    }

    private static @Nullable String productionProfile(Environment environment) {
        return Stream.of(environment.getActiveProfiles())
                .filter(profile -> profile.equalsIgnoreCase("prod") || profile.equalsIgnoreCase("production"))
                .findFirst()
                .orElse(null);
    }

    private static ClusterServices services(ObjectProvider<ClusterServices> cluster) {
        ClusterServices services = cluster.getIfAvailable();
        if (services == null) {
            throw new ClusterStartException("Libraries of the cluster are missing;"
                    + " put io.millrace:millrace-console on the class path, which comes with the starter");
        }
        return services;
    }

    private static @Nullable Tls tls(ClusterProperties cluster, ObjectProvider<SslBundles> bundles) {
        String name = cluster.sslBundle();
        return name == null ? null : BundleTls.named(name, bundles.getObject());
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
