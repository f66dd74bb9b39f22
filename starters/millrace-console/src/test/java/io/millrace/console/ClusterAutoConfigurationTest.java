package io.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.ClusterServices;
import io.millrace.cluster.Coordination;
import io.millrace.cluster.Scheduler;
import io.millrace.cluster.ZooKeeperSettings;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ClusterAutoConfigurationTest {

    private final Map<String, LogLevel> levels = new TreeMap<>();
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ClusterAutoConfiguration.class))
            .withBean(LoggingSystem.class, () -> logging(levels));

    /**
     * The libraries are put into the jar after the tests: here the context ends in that they are missing. By then they must
     * be quiet.
     */
    @Test
    void shouldKeepZooKeeperOutOfTheLogOfTheApplication() {
        application
                .withPropertyValues("millrace.zookeeper.connect-string=zk1:2181")
                .run(context -> assertThat(levels)
                        .containsExactlyInAnyOrderEntriesOf(
                                Map.of("org.apache.zookeeper", LogLevel.OFF, "org.apache.curator", LogLevel.OFF)));
    }

    /** This module has both libraries among the classes of its tests. */
    @Test
    void shouldLeaveZooKeeperOfTheApplicationAlone() {
        FakeLoggingSystem logging = new FakeLoggingSystem();
        ClusterAutoConfiguration.quieten(logging);
        assertThat(logging.levels).isEmpty();
    }

    @Test
    void shouldDoNothingWithoutAnEnsemble() {
        application.run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(ClusterServices.class);
            assertThat(levels).isEmpty();
        });
    }

    @Test
    void shouldMakeWayForServicesOfTheApplication() {
        ClusterServices own = new NoServices();
        application
                .withPropertyValues("millrace.zookeeper.connect-string=zk1:2181")
                .withBean(ClusterServices.class, () -> own)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(ClusterServices.class)).isSameAs(own);
                    assertThat(levels).isEmpty();
                });
    }

    private static LoggingSystem logging(Map<String, LogLevel> levels) {
        try {
            return new OwnLoader().logging(levels);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static final class NoServices implements ClusterServices {

        @Override
        public Coordination connect(ZooKeeperSettings settings, Executor events) {
            throw new UnsupportedOperationException("Nobody connects here");
        }

        @Override
        public Scheduler scheduler() {
            throw new UnsupportedOperationException("Nobody schedules here");
        }
    }
}
