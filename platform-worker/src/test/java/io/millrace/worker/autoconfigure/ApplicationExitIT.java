package io.millrace.worker.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.Sources;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Runs applications as their users do: a JVM with a main method, which ends by itself or by a signal. */
@Timeout(120)
class ApplicationExitIT {

    private static final int SIGTERM = 143;

    @Test
    void shouldExitWithZeroWhenAllTopologiesHaveFinished() throws Exception {
        try (ChildJvm jvm = start("--topology=finite")) {
            assertThat(jvm.exitCode()).as(jvm.output()).isZero();
            assertThat(jvm.output())
                    .contains("Topologies are running: finite;")
                    .contains("Topology has finished: topology=finite")
                    .contains("3 results");
        }
    }

    @Test
    void shouldExitWithOneWhenATopologyHasFailed() throws Exception {
        try (ChildJvm jvm = start("--topology=failing")) {
            assertThat(jvm.exitCode()).as(jvm.output()).isOne();
            assertThat(jvm.output())
                    .containsOnlyOnce("Topology has failed: topology=failing;")
                    .contains("operator=inverse", "record=0", "cause=java.lang.ArithmeticException");
        }
    }

    @Test
    void shouldWaitForRunnersBeforeItExits() throws Exception {
        try (ChildJvm jvm = start("--topology=finite", "--slow-runner=true")) {
            assertThat(jvm.exitCode()).as(jvm.output()).isZero();
            assertThat(jvm.output()).contains("runner is done, context is active: true");
        }
    }

    @Test
    void shouldAskTheExitCodeGeneratorsOfTheApplication() throws Exception {
        try (ChildJvm jvm = start("--topology=finite", "--exit-code=7")) {
            assertThat(jvm.exitCode()).as(jvm.output()).isEqualTo(7);
        }
    }

    @Test
    void shouldLiveWhileATopologyRunsAndStopInOrderOnASignal() throws Exception {
        try (ChildJvm jvm = start("--topology=endless")) {
            jvm.awaitOutput("state RUNNING");
            assertThat(jvm.isAliveAfter(1)).isTrue();
            jvm.terminate();
            assertThat(jvm.exitCode()).isEqualTo(SIGTERM);
            assertThat(jvm.output()).contains("state STOPPED");
        }
    }

    @Test
    void shouldLeaveTheJvmAliveWhenToldTo() throws Exception {
        try (ChildJvm jvm = start("--topology=finite", "--spring.main.keep-alive=true")) {
            jvm.awaitOutput("state FINISHED");
            assertThat(jvm.isAliveAfter(2)).isTrue();
        }
    }

    @Test
    void shouldLetTheJvmEndWhenTheContextIsClosed() throws Exception {
        try (ChildJvm jvm = start("--topology=endless", "--closing-runner=true")) {
            assertThat(jvm.exitCode()).as(jvm.output()).isZero();
            assertThat(jvm.output()).contains("state STOPPED").doesNotContain("state FINISHED");
        }
    }

    @Test
    void shouldKeepTheJvmAliveWhileTheContextIsPaused() throws Exception {
        try (ChildJvm jvm = start("--topology=endless", "--pausing-runner=true")) {
            jvm.awaitOutput("started again");
            assertThat(jvm.isAliveAfter(1)).isTrue();
            assertThat(jvm.output()).containsSubsequence("state RUNNING", "state STOPPED", "state RUNNING");
        }
    }

    @Test
    void shouldNotEndAWebApplication() throws Exception {
        try (ChildJvm jvm = start("--topology=failing", "--spring.main.web-application-type=servlet")) {
            assertThat(jvm.exitCode())
                    .as("there is no server here to keep the JVM alive, and nobody to end it with 1: %s", jvm.output())
                    .isZero();
            assertThat(jvm.output()).contains("Topologies are running: failing;");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--topology=missing-input | no-such-text | Give the path of a file or a folder.",
                "--topology=invalid | Topology 'invalid' is not valid: | Correct each fault as it says, where the topology"
                        + " is built: bean 'invalid'",
                "--millrace.worker.threads=0 | Property: millrace.worker.threads | Correct the value of"
                        + " millrace.worker.threads.",
                "--millrace.worker.threads=many | Property: millrace.worker.threads | Update your application's"
                        + " configuration"
            })
    void shouldExplainWhatStopsTheStart(String argument, String description, String action) throws Exception {
        try (ChildJvm jvm = start(argument)) {
            assertThat(jvm.exitCode()).isOne();
            assertThat(jvm.output()).containsSubsequence("Description:", description, "Action:\n\n" + action);
        }
    }

    @Test
    void shouldLeaveTheJvmOfATestAlone() throws Exception {
        BlockingQueue<TopologyState> states = new LinkedBlockingQueue<>();
        SpringApplication application = new SpringApplication(Application.class);
        application.addInitializers(TemporaryDataFolder::of);
        application.addListeners(event -> {
            if (event instanceof PayloadApplicationEvent<?> payload
                    && payload.getPayload() instanceof TopologyStateChanged change) {
                states.add(change.to());
            }
        });
        try (ConfigurableApplicationContext context = application.run("--topology=failing")) {
            TopologyState state;
            do {
                state = states.poll(20, TimeUnit.SECONDS);
            } while (state != TopologyState.FAILED && state != null);
            assertThat(state).isEqualTo(TopologyState.FAILED);
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("millrace-exit"));
            assertThat(context.isActive()).isTrue();
        }
    }

    private static ChildJvm start(String... args) {
        return ChildJvm.start(Application.class, args);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        public static void main(String[] args) {
            SpringApplication.run(Application.class, args);
        }

        @Bean
        @ConditionalOnProperty(name = "topology", havingValue = "finite")
        Topology finite(Results results) {
            TopologyBuilder builder = TopologyBuilder.named("finite");
            builder.source(
                            "numbers",
                            Sources.of(1, 2, 3),
                            WatermarkStrategy.<Integer>inOrder().withTimestamps(n -> n))
                    .sink("results", results::add);
            return builder.build();
        }

        @Bean
        @ConditionalOnProperty(name = "topology", havingValue = "failing")
        Topology failing() {
            TopologyBuilder builder = TopologyBuilder.named("failing");
            builder.source(
                            "numbers",
                            Sources.of(2, 1, 0),
                            WatermarkStrategy.<Integer>inOrder().withTimestamps(n -> n))
                    .map("inverse", n -> 1 / n)
                    .sink("nothing", n -> {});
            return builder.build();
        }

        @Bean
        @ConditionalOnProperty(name = "topology", havingValue = "endless")
        Topology endless() {
            TopologyBuilder builder = TopologyBuilder.named("endless");
            builder.source("ticks", Sources.steady(100, n -> n)).sink("nothing", n -> {});
            return builder.build();
        }

        @Bean
        @ConditionalOnProperty(name = "topology", havingValue = "missing-input")
        Topology missingInput() {
            TopologyBuilder builder = TopologyBuilder.named("missing-input");
            builder.source("lines", Sources.text(Path.of("no-such-text"))).sink("nothing", line -> {});
            return builder.build();
        }

        @Bean
        @ConditionalOnProperty(name = "topology", havingValue = "invalid")
        Topology invalid() {
            TopologyBuilder builder = TopologyBuilder.named("invalid");
            builder.source("numbers", Sources.of(1)).sink("numbers", n -> {});
            return builder.build();
        }

        @Bean
        @ConditionalOnBooleanProperty("slow-runner")
        ApplicationRunner slowRunner(Results results, ConfigurableApplicationContext context) {
            return args -> {
                results.finished.poll(20, TimeUnit.SECONDS);
                Thread.sleep(500); // Long enough for an exit that does not wait.
                System.out.println("runner is done, context is active: " + context.isActive());
            };
        }

        @Bean
        @ConditionalOnBooleanProperty("closing-runner")
        ApplicationRunner closingRunner(ConfigurableApplicationContext context) {
            return args -> new Thread(context::close, "closer").start();
        }

        @Bean
        @ConditionalOnBooleanProperty("pausing-runner")
        ApplicationRunner pausingRunner(ConfigurableApplicationContext context) {
            return args -> startDaemon(() -> {
                context.stop();
                Thread.sleep(1000); // Long enough for an exit.
                context.start();
                System.out.println("started again");
                return null;
            });
        }

        private static void startDaemon(Callable<?> work) {
            Thread thread = new Thread(new FutureTask<>(work), "pauser");
            thread.setDaemon(true);
            thread.start();
        }

        @Bean
        @ConditionalOnProperty("exit-code")
        ExitCodeGenerator exitCode(Environment environment) {
            return () -> environment.getRequiredProperty("exit-code", Integer.class);
        }

        @Bean
        Results results() {
            return new Results();
        }
    }

    static class Results {

        final BlockingQueue<Integer> values = new LinkedBlockingQueue<>();
        final BlockingQueue<TopologyState> finished = new LinkedBlockingQueue<>();

        void add(Integer value) {
            values.add(value);
        }

        @EventListener
        void onChange(TopologyStateChanged change) {
            System.out.println("state " + change.to() + ", " + values.size() + " results");
            if (change.to() == TopologyState.FINISHED) {
                finished.add(change.to());
            }
        }
    }
}
