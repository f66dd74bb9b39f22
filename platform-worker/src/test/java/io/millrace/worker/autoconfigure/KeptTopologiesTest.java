package io.millrace.worker.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.millrace.annotation.Operator;
import io.millrace.annotation.Sink;
import io.millrace.annotation.Source;
import io.millrace.annotation.State;
import io.millrace.control.ApplicationControl;
import io.millrace.control.StartFrom;
import io.millrace.control.UnknownCheckpointException;
import io.millrace.gateway.StreamGateway;
import io.millrace.source.GatewaySource;
import io.millrace.source.Sources;
import io.millrace.state.ValueState;
import io.millrace.status.KeptCheckpoint;
import io.millrace.status.TopologyState;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What is kept over the starts of an application, and what is said if it cannot be. */
@Timeout(60)
class KeptTopologiesTest {

    @TempDir
    private Path folder;

    private ApplicationContextRunner application() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ConfigurationPropertiesAutoConfiguration.class, MillraceAutoConfiguration.class))
                .withPropertyValues("millrace.data-dir=" + folder.resolve("data"), "millrace.worker.threads=2");
    }

    @Test
    void shouldGoOnWithDeclaredStateAfterARestartOfTheContext() {
        application().withUserConfiguration(Totals.class).run(context -> {
            assertThat(sent(context.getBean(StreamGateway.class), "a", context.getBean(Totals.class)))
                    .isEqualTo("a1");
            assertThat(sent(context.getBean(StreamGateway.class), "a", context.getBean(Totals.class)))
                    .isEqualTo("a2");
        });
        application().withUserConfiguration(Totals.class).run(context -> {
            assertThat(sent(context.getBean(StreamGateway.class), "a", context.getBean(Totals.class)))
                    .isEqualTo("a3");
            assertThat(context.getBean(StreamGateway.class)
                            .status("totals")
                            .checkpoints()
                            .restoredFrom())
                    .isPositive();
        });
    }

    @Test
    void shouldGoOnAfterAStopByHandAndBeginAnewAfterTheEnd() {
        application().withUserConfiguration(Totals.class, Batch.class).run(context -> {
            StreamGateway gateway = context.getBean(StreamGateway.class);
            Totals totals = context.getBean(Totals.class);
            sent(gateway, "a", totals);
            gateway.stop("totals");
            await(() -> gateway.status("totals").state() == TopologyState.STOPPED);
            gateway.start("totals");
            assertThat(sent(gateway, "a", totals)).isEqualTo("a2");

            await(() -> gateway.status("batch").state() == TopologyState.FINISHED);
            gateway.start("batch");
            await(() -> gateway.status("batch").state() == TopologyState.FINISHED);
            assertThat(context.getBean(Batch.class).results).containsExactly(1, 2, 3, 1, 2, 3);
        });
        application().withUserConfiguration(Batch.class).run(context -> {
            StreamGateway gateway = context.getBean(StreamGateway.class);
            await(() -> gateway.status("batch").state() == TopologyState.FINISHED);
            assertThat(context.getBean(Batch.class).results)
                    .as("what has finished begins anew with the next context")
                    .containsExactly(1, 2, 3);
        });
    }

    @Test
    void shouldBeginWithASavepoint() {
        long[] savepoint = new long[1];
        application().withUserConfiguration(Totals.class).run(context -> {
            StreamGateway gateway = context.getBean(StreamGateway.class);
            sent(gateway, "a", context.getBean(Totals.class));
            savepoint[0] = gateway.savepoint("totals").block();
            sent(gateway, "a", context.getBean(Totals.class));
        });
        application()
                .withUserConfiguration(Totals.class)
                .withPropertyValues("millrace.topologies.totals.restore.savepoint=" + savepoint[0])
                .run(context -> assertThat(
                                sent(context.getBean(StreamGateway.class), "a", context.getBean(Totals.class)))
                        .isEqualTo("a2"));
    }

    @Test
    void shouldBeginWithACheckpointByHandAlsoAfterADrain() {
        application().withUserConfiguration(Totals.class).run(context -> {
            ApplicationTopologies topologies = context.getBean(ApplicationTopologies.class);
            StreamGateway gateway = context.getBean(StreamGateway.class);
            Totals totals = context.getBean(Totals.class);
            sent(gateway, "a", totals);
            long savepoint = gateway.savepoint("totals").block();
            assertThat(sent(gateway, "a", totals)).isEqualTo("a2");
            assertThatIllegalStateException()
                    .isThrownBy(() -> topologies.start("totals", StartFrom.checkpoint(savepoint)))
                    .withMessageContaining("stop it first");

            topologies.drain("totals");
            await(() -> gateway.status("totals").state() == TopologyState.FINISHED);
            assertThatExceptionOfType(UnknownCheckpointException.class)
                    .isThrownBy(() -> topologies.start("totals", StartFrom.checkpoint(savepoint + 1000)));
            topologies.start("totals", StartFrom.checkpoint(savepoint));

            assertThat(sent(gateway, "a", totals)).isEqualTo("a2");
            assertThat(topologies.outcome())
                    .as("what was drained by hand has not ended by itself")
                    .isNotDone();
        });
    }

    @Test
    void shouldBeginAnewOnceMoreIfThatWasStoppedBeforeItsFirstCheckpoint() {
        application()
                .withUserConfiguration(Totals.class)
                .withPropertyValues("millrace.checkpoint.interval=1h")
                .run(context -> {
                    ApplicationTopologies topologies = context.getBean(ApplicationTopologies.class);
                    StreamGateway gateway = context.getBean(StreamGateway.class);
                    sent(gateway, "a", context.getBean(Totals.class));
                    gateway.stop("totals");
                    await(() -> gateway.status("totals").state() == TopologyState.STOPPED);

                    topologies.start("totals", StartFrom.NOTHING);
                    topologies.cancel("totals");
                    await(() -> gateway.status("totals").state() == TopologyState.STOPPED);
                    gateway.start("totals");

                    assertThat(sent(gateway, "a", context.getBean(Totals.class)))
                            .isEqualTo("a1");
                });
    }

    @Test
    void shouldRestartByHandWhereItWas() {
        application().withUserConfiguration(Totals.class).run(context -> {
            ApplicationControl control = context.getBean(ApplicationControl.class);
            StreamGateway gateway = context.getBean(StreamGateway.class);
            Totals totals = context.getBean(Totals.class);
            sent(gateway, "a", totals);
            Long startedAt = control.topology("totals").startedAtMillis();

            control.restart("totals");

            await(() -> !control.topology("totals").startedAtMillis().equals(startedAt)
                    && gateway.status("totals").state() == TopologyState.RUNNING);
            assertThat(sent(gateway, "a", totals)).isEqualTo("a2");
        });
    }

    @Test
    void shouldShowWhatIsKeptOfATopologyThatDoesNotRun() {
        application()
                .withUserConfiguration(Totals.class)
                .run(context ->
                        context.getBean(StreamGateway.class).savepoint("totals").block());
        application()
                .withUserConfiguration(Totals.class)
                .withPropertyValues("millrace.autostart=false")
                .run(context -> {
                    ApplicationControl control = context.getBean(ApplicationControl.class);
                    List<KeptCheckpoint> kept = control.checkpoints("totals");
                    assertThat(kept).extracting(KeptCheckpoint::kind).contains("STOP", "SAVEPOINT");
                    control.deleteSavepoint(
                            "totals",
                            kept.stream()
                                    .filter(KeptCheckpoint::isSavepoint)
                                    .findFirst()
                                    .orElseThrow()
                                    .id());
                    assertThat(control.checkpoints("totals"))
                            .extracting(KeptCheckpoint::kind)
                            .containsExactly("STOP");
                    assertThat(control.savepoint("totals")).isCompletedExceptionally();
                });
    }

    @Test
    void shouldMakeNoFolderWhereNothingIsKept() {
        application()
                .withUserConfiguration(Batch.class)
                .withPropertyValues("millrace.topologies.batch.guarantee=at-most-once")
                .run(context -> {
                    await(() -> context.getBean(Batch.class).results.size() == 3);
                    assertThat(context.getBean(ApplicationControl.class).checkpoints("batch"))
                            .isEmpty();
                });
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void shouldKeepThemFromOthers() throws IOException {
        application().withUserConfiguration(Totals.class).run(context -> {});
        for (String path : List.of("data", "data/checkpoints")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path))))
                    .as(path)
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void shouldNotShareAFolder() {
        application().withUserConfiguration(Totals.class).run(first -> {
            FailureAnalysis analysis = failure(application().withUserConfiguration(Totals.class));
            assertThat(analysis.getDescription())
                    .contains(
                            "topology 'totals'",
                            folder.resolve("data/checkpoints/totals").toString(),
                            "this process");
            assertThat(analysis.getAction()).contains("millrace.data-dir", "spring.application.name");
        });
    }

    @Test
    void shouldExplainAFolderThatCannotBeMade() throws IOException {
        Files.createFile(folder.resolve("data"));
        FailureAnalysis analysis = failure(application().withUserConfiguration(Totals.class));
        assertThat(analysis.getDescription())
                .contains(
                        "Topology 'totals' cannot keep its checkpoints",
                        folder.resolve("data").toString());
        assertThat(analysis.getAction())
                .contains("millrace.data-dir", "millrace.topologies.totals.guarantee=at-most-once");
    }

    @Test
    void shouldExplainStateWithoutOwnerAndDropItWhenToldTo() {
        application()
                .withUserConfiguration(Totals.class)
                .run(context -> sent(context.getBean(StreamGateway.class), "a", context.getBean(Totals.class)));
        FailureAnalysis analysis = failure(application().withUserConfiguration(Renamed.class));
        assertThat(analysis.getDescription()).contains("Topology 'totals'", "State has no owner", "total");
        assertThat(analysis.getAction()).contains("formerly", "millrace.topologies.totals.restore.drop=total.");

        application()
                .withUserConfiguration(Renamed.class)
                .withPropertyValues("millrace.topologies.totals.restore.drop=total")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void shouldExplainStateOfAnotherType() {
        application()
                .withUserConfiguration(Totals.class)
                .run(context -> sent(context.getBean(StreamGateway.class), "a", context.getBean(Totals.class)));
        FailureAnalysis analysis = failure(application().withUserConfiguration(OtherType.class));
        assertThat(analysis.getDescription())
                .contains("Topology 'totals'", "operators=[total]", "written=int", "present=string");
        assertThat(analysis.getAction()).contains("millrace.topologies.totals.restore.drop=total");
    }

    @Test
    void shouldExplainASavepointThatDoesNotExist() {
        FailureAnalysis analysis = failure(application()
                .withUserConfiguration(Totals.class)
                .withPropertyValues("millrace.topologies.totals.restore.savepoint=99"));
        assertThat(analysis.getDescription()).contains("Savepoint does not exist: savepoint=99");
        assertThat(analysis.getAction()).contains("millrace.topologies.totals.restore.savepoint");
    }

    @Test
    void shouldExplainAFolderOfAnotherTopology() throws IOException {
        application().withUserConfiguration(Totals.class).run(context -> {});
        Path checkpoints = folder.resolve("data/checkpoints");
        Files.move(checkpoints.resolve("totals"), checkpoints.resolve("batch"));
        FailureAnalysis analysis = failure(application().withUserConfiguration(Batch.class));
        assertThat(analysis.getDescription()).contains("Topology 'batch'", "topology=totals");
        assertThat(analysis.getAction()).contains(checkpoints.resolve("batch").toString());
    }

    @Test
    void shouldExplainADamagedCheckpoint() throws IOException {
        application()
                .withUserConfiguration(Totals.class)
                .run(context -> sent(context.getBean(StreamGateway.class), "a", context.getBean(Totals.class)));
        Path manifest;
        try (Stream<Path> files = Files.walk(folder.resolve("data/checkpoints/totals"))) {
            manifest =
                    files.filter(file -> file.endsWith("manifest")).findFirst().orElseThrow();
        }
        Files.writeString(manifest, "spoilt");
        FailureAnalysis analysis = failure(application().withUserConfiguration(Totals.class));
        assertThat(analysis.getDescription()).contains("Topology 'totals'", manifest.toString());
        assertThat(analysis.getAction()).contains("millrace.topologies.totals.restore.accept-duplicates=true");
    }

    @Test
    void shouldExplainATypeThatCannotBeKept() {
        FailureAnalysis analysis = failure(application().withUserConfiguration(Unkept.class));
        assertThat(analysis.getDescription()).contains("Topology 'unkept'", "total", Thread.class.getName());
        assertThat(analysis.getAction()).contains("millrace.topologies.unkept.guarantee=at-most-once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "millrace.checkpoint.interval=0",
                "millrace.checkpoint.timeout=2d",
                "millrace.checkpoint.retained=0",
                "millrace.restart.attempts=-1",
                "millrace.restart.heal-after=0",
                "millrace.restart.initial-backoff=-1s",
                "millrace.restart.max-backoff=10ms"
            })
    void shouldExplainAValueOutOfRange(String property) {
        AtomicReference<Environment> environment = new AtomicReference<>();
        application()
                .withUserConfiguration(Batch.class)
                .withPropertyValues(property)
                .withInitializer(context -> environment.set(context.getEnvironment()))
                .run(context -> {
                    FailureAnalysis analysis =
                            new InvalidPropertyFailureAnalyzer(environment.get()).analyze(context.getStartupFailure());
                    assertThat(analysis.getDescription())
                            .contains(
                                    "Property: " + property.substring(0, property.indexOf('=')), "out of range: use ");
                });
    }

    private static FailureAnalysis failure(ApplicationContextRunner runner) {
        FailureAnalysis[] analysis = new FailureAnalysis[1];
        runner.run(context -> {
            assertThat(context).hasFailed();
            analysis[0] = new CheckpointFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis[0])
                    .as("explains %s", context.getStartupFailure())
                    .isNotNull();
        });
        return analysis[0];
    }

    private static String sent(StreamGateway gateway, String word, Totals totals) throws InterruptedException {
        gateway.send("words", word).block();
        return totals.results.poll(20, TimeUnit.SECONDS);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 20 s").isLessThan(deadlineNanos);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @io.millrace.annotation.Topology("totals")
    static class Totals {

        final BlockingQueue<String> results = new LinkedBlockingQueue<>();

        @Source
        GatewaySource<String> words() {
            return Sources.gateway(String.class);
        }

        @Operator(input = "words", key = "this")
        String total(String word, @State("count") ValueState<Integer> count) {
            count.set(count.getOr(0) + 1);
            return word + count.get();
        }

        @Sink(input = "total")
        void output(String text) {
            results.add(text);
        }
    }

    @io.millrace.annotation.Topology("totals")
    static class Renamed {

        @Source
        GatewaySource<String> words() {
            return Sources.gateway(String.class);
        }

        @Sink(input = "words")
        void output(String text) {}
    }

    @io.millrace.annotation.Topology("totals")
    static class OtherType {

        @Source
        GatewaySource<String> words() {
            return Sources.gateway(String.class);
        }

        @Operator(input = "words", key = "this")
        String total(String word, @State("count") ValueState<String> count) {
            count.set(word);
            return word;
        }

        @Sink(input = "total")
        void output(String text) {}
    }

    @io.millrace.annotation.Topology("unkept")
    static class Unkept {

        @Source
        GatewaySource<String> words() {
            return Sources.gateway(String.class);
        }

        @Operator(input = "words", key = "this")
        String total(String word, @State("thread") ValueState<Thread> thread) {
            thread.set(Thread.currentThread());
            return word;
        }

        @Sink(input = "total")
        void output(String text) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Batch {

        final List<Integer> results = new CopyOnWriteArrayList<>();

        @Bean
        Topology batch() {
            TopologyBuilder builder = TopologyBuilder.named("batch");
            builder.source(
                            "numbers",
                            Sources.of(1, 2, 3),
                            WatermarkStrategy.<Integer>inOrder().withTimestamps(n -> n))
                    .sink("results", results::add);
            return builder.build();
        }
    }
}
