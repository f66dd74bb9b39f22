package io.millrace.worker.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.Sources;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.worker.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.core.env.Environment;

@Timeout(60)
class MillraceAutoConfigurationTest {

    private static final ApplicationContextRunner WITHOUT = new ApplicationContextRunner()
            .withInitializer(TemporaryDataFolder::of)
            .withConfiguration(AutoConfigurations.of(ConfigurationPropertiesAutoConfiguration.class));

    private static final ApplicationContextRunner WITH =
            WITHOUT.withConfiguration(AutoConfigurations.of(MillraceAutoConfiguration.class));

    @Test
    void shouldRunTopologiesAndPublishTheirStates() {
        WITH.withUserConfiguration(Finite.class, Events.class).run(context -> {
            Events events = context.getBean(Events.class);
            assertThat(events.statesUntilEnd()).endsWith(TopologyState.RUNNING, TopologyState.FINISHED);
            assertThat(context.getBean(Finite.class).results).containsExactly(10, 20, 30);
        });
    }

    @Test
    void shouldStopInOrderWithTheContext() {
        Events events = new Events();
        WITH.withUserConfiguration(Endless.class)
                .withBean(Events.class, () -> events)
                .run(context -> events.await(TopologyState.RUNNING));
        assertThat(events.statesUntilEnd()).endsWith(TopologyState.STOPPED).doesNotContain(TopologyState.FAILED);
        assertNoThreadIsLeft();
    }

    @Test
    void shouldStartAfterTheWebServerAndStopBeforeIt() {
        List<String> order = new CopyOnWriteArrayList<>();
        WITH.withUserConfiguration(Endless.class)
                .withBean(Events.class, () -> new Events() {
                    @Override
                    void onChange(TopologyStateChanged change) {
                        order.add(change.to().name());
                        super.onChange(change);
                    }
                })
                .withBean("webServerStartStop", SmartLifecycle.class, () -> new Recorder("server", 2048, order))
                .withBean("webServerGracefulShutdown", SmartLifecycle.class, () -> new Recorder("drain", 1024, order))
                .run(context -> context.getBean(Events.class).await(TopologyState.RUNNING));
        assertThat(order).startsWith("server started", "drain started");
        assertThat(order).endsWith("STOPPED", "drain stopped", "server stopped");
    }

    @Test
    void shouldStartAgainWithTheContext() {
        WITH.withUserConfiguration(Endless.class, Events.class).run(context -> {
            Events events = context.getBean(Events.class);
            ConfigurableApplicationContext restarted =
                    context.getSourceApplicationContext(ConfigurableApplicationContext.class);
            for (int i = 0; i < 3; i++) {
                events.await(TopologyState.RUNNING);
                restarted.stop();
                events.await(TopologyState.STOPPED);
                assertNoThreadIsLeft();
                restarted.start();
            }
            events.await(TopologyState.RUNNING);
        });
        assertNoThreadIsLeft();
    }

    @Test
    void shouldLetAListenerCloseTheContext() {
        CloseWhenFinished closer = new CloseWhenFinished();
        WITH.withUserConfiguration(Finite.class, Endless.class)
                .withBean(CloseWhenFinished.class, () -> closer)
                .run(context -> assertThat(closer.closed.poll(50, TimeUnit.SECONDS))
                        .as("not only when Spring gives up waiting, after 10 s")
                        .isLessThan(Duration.ofSeconds(8)));
    }

    @Test
    void shouldGoOnWhenAListenerFails() {
        Events events = new Events() {
            @Override
            void onChange(TopologyStateChanged change) {
                super.onChange(change);
                throw new IllegalStateException("listener fails");
            }
        };
        WITH.withUserConfiguration(Finite.class)
                .withBean(Events.class, () -> events)
                .run(context -> assertThat(events.statesUntilEnd()).endsWith(TopologyState.FINISHED));
    }

    @Test
    void shouldNotStartWithoutAutostart() {
        WITH.withUserConfiguration(Finite.class, Events.class)
                .withPropertyValues("millrace.autostart=false")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(TopologyLifecycle.class);
                    assertThat(context.getBean(TopologyLifecycle.class).isRunning())
                            .isFalse();
                    assertNoThreadIsLeft();
                    assertThat(context.getBean(Finite.class).results).isEmpty();
                });
    }

    @Test
    void shouldLeaveOutATopologyThatIsNotToStart() {
        WITH.withUserConfiguration(Finite.class, LazyFinite.class, Events.class)
                .withPropertyValues("millrace.topologies.FINITE.autostart=false")
                .run(context -> {
                    assertThat(context.getBean(Events.class).statesUntilEnd()).endsWith(TopologyState.FINISHED);
                    assertThat(context.getBean(Finite.class).results).isEmpty();
                });
    }

    @Test
    void shouldRunATopologyAsThePropertiesSay() {
        BlockingQueue<TopologyStatus> statuses = new LinkedBlockingQueue<>();
        WITH.withUserConfiguration(Finite.class)
                .withBean("last", Events.class, () -> new Events() {
                    @Override
                    void onChange(TopologyStateChanged change) {
                        statuses.add(change.status());
                        super.onChange(change);
                    }
                })
                .withPropertyValues(
                        "millrace.topologies.finite.parallelism=2",
                        "millrace.topologies.finite.operators.results.parallelism=3")
                .run(context -> {
                    assertThat(context.getBean(Events.class).statesUntilEnd()).endsWith(TopologyState.FINISHED);
                    assertThat(statuses).last().satisfies(status -> {
                        assertThat(status.operator("numbers").parallelism()).isEqualTo(2);
                        assertThat(status.operator("tenfold").parallelism()).isEqualTo(2);
                        assertThat(status.operator("results").parallelism()).isEqualTo(3);
                    });
                });
    }

    @Test
    void shouldDoNothingWhenDisabled() {
        WITH.withUserConfiguration(Finite.class)
                .withPropertyValues("millrace.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(TopologyLifecycle.class));
    }

    @Test
    void shouldDoNothingWithoutTopologies() {
        WITH.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(TopologyLifecycle.class).isRunning()).isFalse();
            assertNoThreadIsLeft();
        });
    }

    @Test
    void shouldStartLazyTopologies() {
        WITH.withUserConfiguration(LazyFinite.class, Events.class)
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(context.getBean(Events.class).statesUntilEnd())
                        .endsWith(TopologyState.FINISHED));
    }

    @Test
    void shouldLeaveTopologiesOfTheParentToTheParent() {
        WITH.withUserConfiguration(Finite.class, Events.class).run(parent -> {
            parent.getBean(Events.class).statesUntilEnd();
            WITH.withParent(parent).run(child -> {
                assertThat(child.getBean(TopologyLifecycle.class).isRunning()).isFalse();
                assertThat(parent.getBean(Finite.class).results).hasSize(3);
            });
        });
    }

    @Test
    void shouldDefineBeansOfItsOwnTypesOnly() {
        Set<String> own = new TreeSet<>();
        WITH.run(with -> WITHOUT.run(without -> {
            for (String name : with.getBeanDefinitionNames()) {
                if (!without.containsBeanDefinition(name)) {
                    own.add(Objects.requireNonNull(with.getType(name)).getName());
                }
            }
        }));
        assertThat(own).isNotEmpty().allMatch(type -> type.startsWith("io.millrace.worker.autoconfigure."));
    }

    @Test
    void shouldTakeItsDefaultsFromTheEngine() {
        WITH.run(context ->
                assertThat(context.getBean(WorkerProperties.class).toSettings()).isEqualTo(WorkerSettings.defaults()));
    }

    @Test
    void shouldBindWorkerProperties() {
        WITH.withPropertyValues(
                        "millrace.worker.threads=3",
                        "millrace.worker.parallelism=5",
                        "millrace.worker.batch-size=64",
                        "millrace.worker.channel-batches=4",
                        "millrace.worker.max-batch-age=20ms",
                        "millrace.worker.stuck-after=7s",
                        "millrace.worker.stop-timeout=9s")
                .run(context -> assertThat(
                                context.getBean(WorkerProperties.class).toSettings())
                        .isEqualTo(new WorkerSettings(
                                3, 5, 64, 4, Duration.ofMillis(20), Duration.ofSeconds(7), Duration.ofSeconds(9))));
    }

    @Test
    void shouldTakeParallelismFromThreads() {
        WITH.withPropertyValues("millrace.worker.threads=3")
                .run(context -> assertThat(context.getBean(WorkerProperties.class)
                                .toSettings()
                                .parallelism())
                        .isEqualTo(3));
    }

    @Test
    void shouldExplainAValueOutOfRange() {
        FailureAnalysis analysis = bindFailure("millrace.worker.threads=0");
        assertThat(analysis.getDescription())
                .contains("Property: millrace.worker.threads", "Value: \"0\"", "Origin: ", "threads=0");
        assertThat(analysis.getAction()).contains("millrace.worker.threads");
    }

    @Test
    void shouldExplainBeforeBootExplainsLess() {
        assertThat(OrderUtils.getOrder(InvalidPropertyFailureAnalyzer.class)).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
    }

    @Test
    void shouldLeaveOtherBindFailuresToBoot() {
        assertThat(bindFailure("millrace.worker.threads=many")).isNull();
    }

    @Test
    void shouldRefuseTwoTopologiesOfOneName() {
        WITH.withBean("first", Topology.class, () -> finite("word-count", new CopyOnWriteArrayList<>()))
                .withBean("second", Topology.class, () -> finite("wordCount", new CopyOnWriteArrayList<>()))
                .run(context -> {
                    FailureAnalysis analysis = new StartFailureAnalyzer().analyze(context.getStartupFailure());
                    assertThat(analysis.getDescription())
                            .isEqualTo("Two topologies have one name: topology=wordCount, beans=first, second.");
                    assertThat(analysis.getAction()).startsWith("Give each a name of its own");
                });
    }

    @Test
    void shouldExplainAnInvalidTopology() {
        WITH.withUserConfiguration(Invalid.class).run(context -> {
            FailureAnalysis analysis = new InvalidTopologyFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis.getDescription())
                    .startsWith("Topology 'twice' is not valid:")
                    .contains("- numbers: ");
            assertThat(analysis.getAction()).contains("bean 'brokenTopology'", Invalid.class.getSimpleName());
        });
    }

    @Test
    void shouldStopTheStartWhenAnInputIsMissing() {
        WITH.withUserConfiguration(Endless.class, MissingInput.class).run(context -> {
            FailureAnalysis analysis = new StartFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("no-such-text").endsWith(".");
            assertThat(analysis.getAction()).isEqualTo("Give the path of a file or a folder.");
        });
        assertNoThreadIsLeft();
    }

    private static FailureAnalysis bindFailure(String property) {
        AtomicReference<FailureAnalysis> analysis = new AtomicReference<>();
        AtomicReference<Environment> environment = new AtomicReference<>();
        WITH.withPropertyValues(property)
                .withInitializer(context -> environment.set(context.getEnvironment()))
                .run(context -> analysis.set(
                        new InvalidPropertyFailureAnalyzer(environment.get()).analyze(context.getStartupFailure())));
        return analysis.get();
    }

    private static Topology finite(String name, List<Integer> results) {
        TopologyBuilder builder = TopologyBuilder.named(name);
        builder.source(
                        "numbers",
                        Sources.of(1, 2, 3),
                        WatermarkStrategy.<Integer>inOrder().withTimestamps(n -> n))
                .map("tenfold", n -> n * 10)
                .sink("results", results::add);
        return builder.build();
    }

    private static void assertNoThreadIsLeft() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("millrace-")) {
                try {
                    thread.join(10_000); // The thread that reports the stop ends right after it.
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Finite {

        final List<Integer> results = new CopyOnWriteArrayList<>();

        @Bean
        Topology finiteTopology() {
            return finite("finite", results);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyFinite {

        @Bean
        @Lazy
        Topology lazyTopology() {
            return finite("lazy", new CopyOnWriteArrayList<>());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Endless {

        @Bean
        Topology endlessTopology() {
            TopologyBuilder builder = TopologyBuilder.named("endless");
            builder.source("ticks", Sources.steady(100, n -> n)).sink("nothing", n -> {});
            return builder.build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Invalid {

        @Bean
        Topology brokenTopology() {
            TopologyBuilder builder = TopologyBuilder.named("twice");
            builder.source("numbers", Sources.of(1)).sink("numbers", n -> {});
            return builder.build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MissingInput {

        @Bean
        Topology missingInputTopology() {
            TopologyBuilder builder = TopologyBuilder.named("missing-input");
            builder.source("lines", Sources.text(Path.of("no-such-text"))).sink("nothing", line -> {});
            return builder.build();
        }
    }

    static class Events {

        private final BlockingQueue<TopologyState> states = new LinkedBlockingQueue<>();

        @EventListener
        void onChange(TopologyStateChanged change) {
            states.add(change.to());
        }

        void await(TopologyState state) {
            TopologyState next;
            do {
                next = next();
            } while (next != state);
        }

        List<TopologyState> statesUntilEnd() {
            List<TopologyState> seen = new CopyOnWriteArrayList<>();
            do {
                seen.add(next());
            } while (!seen.get(seen.size() - 1).isTerminal());
            return seen;
        }

        private TopologyState next() {
            try {
                TopologyState next = states.poll(20, TimeUnit.SECONDS);
                assertThat(next).as("state within 20 s").isNotNull();
                return next;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    static class CloseWhenFinished implements ApplicationContextAware {

        final BlockingQueue<Duration> closed = new LinkedBlockingQueue<>();
        private ConfigurableApplicationContext context;

        @Override
        public void setApplicationContext(ApplicationContext context) {
            this.context = (ConfigurableApplicationContext) context;
        }

        @EventListener
        void onChange(TopologyStateChanged change) {
            if (change.to() == TopologyState.FINISHED) {
                long startNanos = System.nanoTime();
                context.close();
                closed.add(Duration.ofNanos(System.nanoTime() - startNanos));
            }
        }
    }

    private record Recorder(String name, int before, List<String> order) implements SmartLifecycle {

        @Override
        public void start() {
            order.add(name + " started");
        }

        @Override
        public void stop() {
            order.add(name + " stopped");
        }

        @Override
        public boolean isRunning() {
            return order.lastIndexOf(name + " started") > order.lastIndexOf(name + " stopped");
        }

        @Override
        public int getPhase() {
            return DEFAULT_PHASE - before;
        }
    }
}
