package io.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cluster.ClusterServices;
import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.Scheduler;
import io.millrace.cluster.ZooKeeperSettings;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IsolatedClusterServicesTest {

    private static final ZooKeeperSettings SETTINGS = new ZooKeeperSettings(
            "zk1:2181", "orders", "0123456789abcdef", Duration.ofSeconds(6), Duration.ofSeconds(15));
    private static final Executor EVENTS = Runnable::run;

    private final ClassLoader libraries = new URLClassLoader(new URL[0], null);
    private final ClassLoader application = new URLClassLoader(new URL[0], null);
    private final Recorder recorder = new Recorder();
    private final ClusterServices services = new IsolatedClusterServices(recorder, libraries);
    private final ClassLoader ofTest = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void bePartOfTheApplication() {
        Thread.currentThread().setContextClassLoader(application);
    }

    @AfterEach
    void beATestAgain() {
        Thread.currentThread().setContextClassLoader(ofTest);
    }

    @Test
    void shouldConnectAmongItsLibraries() throws Exception {
        assertThat(services.connect(SETTINGS, EVENTS)).isSameAs(recorder.coordination);
        assertThat(recorder.seen).isSameAs(libraries);
        assertThat(recorder.settings).isSameAs(SETTINGS);
        assertThat(recorder.events).isSameAs(EVENTS);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(application);
    }

    @Test
    void shouldPutTheClassLoaderBackThoughItCannotConnect() {
        recorder.failure = new CoordinationException("Ensemble cannot be reached");
        assertThatThrownBy(() -> services.connect(SETTINGS, EVENTS)).isSameAs(recorder.failure);
        assertThat(recorder.seen).isSameAs(libraries);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(application);
    }

    @Test
    void shouldPutBackThatThereWasNone() throws Exception {
        Thread.currentThread().setContextClassLoader(null);
        services.connect(SETTINGS, EVENTS);
        assertThat(Thread.currentThread().getContextClassLoader()).isNull();
    }

    @Test
    void shouldGiveTheSchedulerAsItIs() {
        assertThat(services.scheduler()).isSameAs(recorder.scheduler);
    }

    private static final class Recorder implements ClusterServices {

        final Coordination coordination = (Coordination) Proxy.newProxyInstance(
                Coordination.class.getClassLoader(),
                new Class<?>[] {Coordination.class},
                (proxy, method, arguments) -> null);
        final Scheduler scheduler = (demands, members, current) -> new Scheduler.Schedule(Map.of(), Map.of());

        @Nullable
        CoordinationException failure;

        @Nullable
        ClassLoader seen;

        @Nullable
        ZooKeeperSettings settings;

        @Nullable
        Executor events;

        @Override
        public Coordination connect(ZooKeeperSettings given, Executor executor) throws CoordinationException {
            seen = Thread.currentThread().getContextClassLoader();
            settings = given;
            events = executor;
            if (failure != null) {
                throw failure;
            }
            return coordination;
        }

        @Override
        public Scheduler scheduler() {
            return scheduler;
        }
    }
}
