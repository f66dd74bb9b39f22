package io.millrace.worker.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.cluster.ClusterServices;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.ZooKeeperSettings;
import io.millrace.source.Sources;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.worker.net.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** An application context as a member of a cluster. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ClusterJoiningTest {

    private static final String SECRET = "0123456789abcdef";
    private static final String RANDOM = "u7Jx2mQwP0sVbR9tK4eZ";
    private static final String RANDOM_SECRET =
            "Set millrace.cluster.secret to 16 or more random characters, such as of"
                    + " `openssl rand -base64 32`, the same for all members.";
    private static final String ANOTHER_FOLDER = "Let this user make and write it, mount what holds it, or set"
            + " millrace.checkpoint.folder to another folder that all members see.";

    private static final ApplicationContextRunner ALONE = new ApplicationContextRunner()
            .withInitializer(TemporaryDataFolder::of)
            .withConfiguration(AutoConfigurations.of(
                    ConfigurationPropertiesAutoConfiguration.class,
                    SslAutoConfiguration.class,
                    MillraceAutoConfiguration.class))
            .withUserConfiguration(Finite.class);

    private final FakeClusterServices services = new FakeClusterServices();
    private int port;
    private ApplicationContextRunner member;

    @TempDir
    private Path checkpoints;

    @BeforeEach
    void describeMember() throws IOException {
        port = freePort();
        member = withoutProperty("none");
    }

    @Test
    void shouldRunATopologyToItsEndAndLeave() throws IOException {
        member.run(context -> {
            Finite finite = context.getBean(Finite.class);
            assertThat(finite.end()).isEqualTo(TopologyState.FINISHED);
            assertThat(finite.results).containsExactly(10, 20, 30);
            assertThat(services.members()).hasSize(1);
        });
        assertNothingIsLeft();
    }

    @Test
    void shouldLeaveThoughItHasNotSettled() throws IOException {
        member.withPropertyValues("millrace.cluster.settle=10m")
                .run(context -> assertThat(services.members()).hasSize(1));
        assertNothingIsLeft();
    }

    @Test
    void shouldKeepCheckpointsWhereAllMembersSeeThem() {
        member.run(context -> {
            context.getBean(Finite.class).end();
            assertThat(checkpoints.resolve("finite")).isDirectory();
            Path dataFolder = Path.of(context.getEnvironment().getRequiredProperty("millrace.data-dir"));
            assertThat(dataFolder.resolve("checkpoints")).doesNotExist();
        });
    }

    @Test
    void shouldConnectAsThePropertiesSay() {
        member.withPropertyValues("millrace.zookeeper.session-timeout=4s", "millrace.zookeeper.connect-timeout=7s")
                .run(context -> assertThat(services.connects)
                        .containsExactly(new ZooKeeperSettings(
                                "zk1:2181,zk2:2181/streams",
                                "orders",
                                SECRET,
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(7))));
    }

    @Test
    void shouldAnnounceWhatThePropertiesSay() {
        member.withPropertyValues("millrace.roles=worker", "millrace.worker.parallelism=2", "millrace.worker.slots=5")
                .run(context -> assertThat(services.members()).singleElement().satisfies(info -> {
                    assertThat(info.name()).isEqualTo("127.0.0.1:" + port);
                    assertThat(info.version()).isEqualTo("7");
                    assertThat(info.host()).isEqualTo("127.0.0.1");
                    assertThat(info.port()).isEqualTo(port);
                    assertThat(info.roles()).containsExactly(MemberInfo.Role.WORKER);
                    assertThat(info.slots()).isEqualTo(5);
                    assertThat(info.topologies()).containsOnlyKeys("finite");
                }));
    }

    @Test
    void shouldTakeAsManySlicesAsItsParallelism() {
        member.withPropertyValues("millrace.worker.parallelism=3")
                .run(context -> assertThat(services.members())
                        .singleElement()
                        .satisfies(info -> assertThat(info.slots()).isEqualTo(3))
                        .satisfies(info -> assertThat(info.roles())
                                .containsExactlyInAnyOrder(MemberInfo.Role.MASTER, MemberInfo.Role.WORKER)));
    }

    @Test
    void shouldTakeNoSliceUnlessItIsAWorker() {
        member.withPropertyValues("millrace.roles=master", "millrace.worker.slots=5")
                .run(context -> assertThat(services.members())
                        .singleElement()
                        .satisfies(info -> assertThat(info.slots()).isZero()));
    }

    @Test
    void shouldTakeTheNameOfTheApplicationFromSpring() {
        withoutProperty("millrace.application.name")
                .withPropertyValues("spring.application.name=from-spring")
                .run(context -> assertThat(services.connects)
                        .singleElement()
                        .satisfies(
                                settings -> assertThat(settings.application()).isEqualTo("from-spring")));
    }

    @Test
    void shouldBeAloneWithoutAnEnsemble() {
        for (String none : List.of("", " ")) {
            member.withPropertyValues("millrace.zookeeper.connect-string=" + none, "millrace.cluster.secret=short")
                    .run(context ->
                            assertThat(context.getBean(Finite.class).end()).isEqualTo(TopologyState.FINISHED));
        }
        assertThat(services.connects).isEmpty();
    }

    @Test
    void shouldStartAgainWithTheContext() {
        member.run(context -> {
            context.getBean(Finite.class).end();
            TopologyLifecycle lifecycle = context.getBean(TopologyLifecycle.class);
            lifecycle.stop();
            assertThat(services.members()).isEmpty();
            lifecycle.start();
            assertThat(services.connects).hasSize(2);
            assertThat(services.members()).hasSize(1);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            millrace.cluster.secret | Secret of the cluster is not set. | Set millrace.cluster.secret to 16 or more random characters, such as of `openssl rand -base64 32`, the same for all members.
            millrace.application.name | Application has no name, and so no place in the ensemble. | Set millrace.application.name or spring.application.name, the same for all members.
            millrace.checkpoint.folder | Folder of checkpoints is not set, and all members need the same. | Set millrace.checkpoint.folder to a folder that all members see.
            """)
    void shouldSayWhatIsMissing(String property, String description, String action) {
        assertRefused(withoutProperty(property), description, action);
        assertThat(services.connects).as("it is seen before anybody is asked").isEmpty();
    }

    @Test
    void shouldRefuseApplicationsWithoutANameOnOneEnsemble() {
        for (String secret : List.of(SECRET, RANDOM)) {
            assertRefused(
                    withoutProperty("millrace.application.name")
                            .withPropertyValues("millrace.cluster.secret=" + secret),
                    "Application has no name, and so no place in the ensemble.",
                    "Set millrace.application.name or spring.application.name, the same for all members.");
        }
        assertThat(services.connects).isEmpty();
    }

    @Test
    void shouldRefuseAnEmptyName() {
        assertRefused(
                member.withPropertyValues("millrace.application.name=", "spring.application.name=orders"),
                "Application has no name, and so no place in the ensemble.",
                "Set millrace.application.name or spring.application.name, the same for all members.");
    }

    @Test
    void shouldRefuseAProcessWithoutARole() {
        assertRefused(
                member.withPropertyValues("millrace.roles="),
                "Process has no role in the cluster.",
                "Set millrace.roles to master, worker or both.");
    }

    @Test
    void shouldTakeAnEmptyHostForNone() {
        for (String none : List.of("", " ")) {
            member.withPropertyValues("millrace.cluster.host=" + none)
                    .run(context -> assertThat(services.members())
                            .singleElement()
                            .satisfies(info -> assertThat(info.host()).isNotBlank()));
        }
    }

    @Test
    void shouldRefuseASecretThatCanBeGuessed() {
        assertRefused(
                member.withPropertyValues("millrace.cluster.secret=0123456789abcde"),
                "Secret of the cluster is too short: length=15.",
                RANDOM_SECRET);
        assertThat(services.connects).isEmpty();
    }

    @Test
    void shouldRefuseASecretThatRepeatsItself() {
        assertRefused(
                member.withPropertyValues("millrace.cluster.secret=xxxxxxxxxxxxxxxxxxxx"),
                "Secret of the cluster repeats itself: distinctCharacters=1.",
                RANDOM_SECRET);
    }

    @Test
    void shouldNotTakeTheNameOfAVariableForTheSecret() {
        assertRefused(
                member.withPropertyValues("millrace.cluster.secret=${NO_SUCH_CLUSTER_SECRET}"),
                "Secret of the cluster is a placeholder that nothing fills: variable=NO_SUCH_CLUSTER_SECRET.",
                RANDOM_SECRET);
    }

    @ParameterizedTest
    @CsvSource({"prod, my-cluster-secret-0123456789, 5", "Production, 0123456789abcdef, 0"})
    void shouldRefuseAnExampleOfASecretInProduction(String profile, String secret, int rest) {
        assertRefused(
                member.withPropertyValues("spring.profiles.active=" + profile, "millrace.cluster.secret=" + secret),
                "Secret of the cluster looks like an example, in production: profile=" + profile
                        + ", charactersBesideCommonWords=" + rest + ".",
                RANDOM_SECRET);
    }

    @Test
    void shouldWarnOfMembersThatTalkUnencryptedInProduction(CapturedOutput output) {
        member.withPropertyValues("spring.profiles.active=eu,prod", "millrace.cluster.secret=" + RANDOM)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output.getErr())
                .contains("Members talk to each other unencrypted in production: profile=prod; set"
                        + " millrace.cluster.ssl-bundle");
    }

    @Test
    void shouldNotWarnOfThatElsewhere(CapturedOutput output) {
        member.withPropertyValues("spring.profiles.active=test")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output.getErr()).doesNotContain("unencrypted");
    }

    @Test
    void shouldNotWarnOfThatWithABundle(@TempDir Path keys, CapturedOutput output) throws Exception {
        Certificates certificates = Certificates.of(keys, "member", "ip:127.0.0.1");
        member.withPropertyValues(
                        "spring.profiles.active=prod",
                        "millrace.cluster.secret=" + RANDOM,
                        "millrace.cluster.ssl-bundle=members",
                        "spring.ssl.bundle.jks.members.keystore.location=file:" + certificates.file(),
                        "spring.ssl.bundle.jks.members.keystore.password=" + certificates.password(),
                        "spring.ssl.bundle.jks.members.truststore.location=file:" + certificates.file(),
                        "spring.ssl.bundle.jks.members.truststore.password=" + certificates.password())
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output.getErr()).doesNotContain("unencrypted");
    }

    @Test
    void shouldNameTheBundleThatIsNotThere() {
        assertRefused(
                member.withPropertyValues(
                        "millrace.cluster.ssl-bundle=members", "spring.ssl.bundle.jks.web.key.alias=x"),
                "SSL bundle of the cluster is not there: millrace.cluster.ssl-bundle=members, known=[web].",
                "Define it under spring.ssl.bundle.pem or spring.ssl.bundle.jks, or correct the name.");
        assertThat(services.connects).isEmpty();
    }

    @Test
    void shouldNameTheBundleWhoseStoreIsMissing() {
        FailureAnalysis analysis = failure(member.withPropertyValues(
                "millrace.cluster.ssl-bundle=members",
                "spring.ssl.bundle.jks.members.keystore.location=file:" + checkpoints.resolve("none.p12")));
        assertThat(analysis.getDescription())
                .startsWith("SSL bundle of the cluster cannot be used: millrace.cluster.ssl-bundle=members, cause=")
                .contains("none.p12");
        assertThat(analysis.getAction()).isEqualTo("Correct its stores under spring.ssl.bundle.");
        assertThat(services.connects).isEmpty();
    }

    @Test
    void shouldNameTheFolderOfCheckpointsThatIsAFile() throws IOException {
        Path file = Files.createFile(checkpoints.resolve("file"));
        assertRefused(
                member.withPropertyValues("millrace.checkpoint.folder=" + file),
                "Folder of checkpoints is not a folder: folder=" + file + ".",
                ANOTHER_FOLDER);
        assertThat(services.connects).isEmpty();
    }

    @Test
    void shouldNameTheFolderOfCheckpointsThatCannotBeMade() throws IOException {
        Path below = Files.createFile(checkpoints.resolve("file")).resolve("orders");
        FailureAnalysis analysis = failure(member.withPropertyValues("millrace.checkpoint.folder=" + below));
        assertThat(analysis.getDescription())
                .startsWith("Folder of checkpoints cannot be made: folder=" + below + ", user=")
                .contains("cause=java.nio.file.");
        assertThat(analysis.getAction()).isEqualTo(ANOTHER_FOLDER);
        assertThat(services.connects).isEmpty();
    }

    @Test
    void shouldNameTheFolderOfCheckpointsThatIsReadOnly() throws IOException {
        Path locked = Files.createDirectory(checkpoints.resolve("locked"));
        assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "This user may write everywhere");
        FailureAnalysis analysis = failure(member.withPropertyValues("millrace.checkpoint.folder=" + locked));
        assertThat(analysis.getDescription())
                .startsWith("Folder of checkpoints cannot be written to: folder=" + locked + ", user=");
        assertThat(analysis.getAction()).isEqualTo(ANOTHER_FOLDER);
        assertThat(services.connects).isEmpty();
    }

    @Test
    void shouldSayWhereTheLibrariesAre() {
        ApplicationContextRunner withoutServices = ALONE.withPropertyValues(
                "millrace.zookeeper.connect-string=zk1:2181",
                "millrace.application.name=orders",
                "millrace.cluster.secret=" + SECRET,
                "millrace.checkpoint.folder=" + checkpoints);
        assertRefused(
                withoutServices,
                "Libraries of the cluster are missing.",
                "Put io.millrace:millrace-console on the class path, which comes with the starter.");
    }

    @Test
    void shouldSayThatTheEnsembleCannotBeReached() {
        assertRefused(
                member.withPropertyValues("millrace.zookeeper.connect-string=unreachable:2181"),
                "Ensemble cannot be reached: connectString=unreachable:2181.",
                "See whether it runs.");
    }

    @Test
    void shouldSayThatItsPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            FailureAnalysis analysis = failure(member);
            assertThat(analysis.getDescription())
                    .startsWith("Executor cannot listen: host=127.0.0.1, port=" + taken.getLocalPort());
            assertThat(analysis.getAction())
                    .isEqualTo("Set millrace.cluster.port to a port that is free here, or millrace.cluster.host to an"
                            + " address of this machine.");
        }
        assertThat(services.members()).isEmpty();
    }

    @Test
    void shouldRefuseATopologyThatKeepsNothing() throws IOException {
        assertRefused(
                member.withPropertyValues("millrace.topologies.finite.guarantee=at-most-once"),
                "Topology keeps no checkpoints, and so cannot run in a cluster: topology=finite,"
                        + " guarantee=AT_MOST_ONCE.",
                "Give it another guarantee, such as millrace.topologies.finite.guarantee=at-least-once.");
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.cluster.port, 0",
        "millrace.cluster.port, 65536",
        "millrace.cluster.settle, -1ms",
        "millrace.cluster.settle, 601s",
        "millrace.cluster.leaderless, 999ms",
        "millrace.cluster.leaderless, 25h",
        "millrace.zookeeper.session-timeout, 1999ms",
        "millrace.zookeeper.session-timeout, 301s",
        "millrace.zookeeper.connect-timeout, 999ms",
        "millrace.zookeeper.connect-timeout, 301s",
        "millrace.worker.slots, -1",
        "millrace.worker.slots, 65537",
    })
    void shouldRefuseAValueOutOfRange(String property, String value) {
        AtomicReference<Environment> environment = new AtomicReference<>();
        member.withPropertyValues(property + "=" + value)
                .withInitializer(context -> environment.set(context.getEnvironment()))
                .run(context -> {
                    assertThat(context).hasFailed();
                    FailureAnalysis analysis =
                            new InvalidPropertyFailureAnalyzer(environment.get()).analyze(context.getStartupFailure());
                    assertThat(analysis.getDescription()).contains("Property: " + property + "\n", "Reason: ");
                    assertThat(analysis.getAction()).isEqualTo("Correct the value of " + property + ".");
                });
        assertThat(services.connects).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.cluster.settle, 10m",
        "millrace.cluster.leaderless, 1s",
        "millrace.cluster.leaderless, 1d",
        "millrace.zookeeper.session-timeout, 2s",
        "millrace.zookeeper.session-timeout, 5m",
        "millrace.zookeeper.connect-timeout, 1s",
        "millrace.zookeeper.connect-timeout, 5m",
        "millrace.worker.slots, 0",
        "millrace.worker.slots, 65536",
    })
    void shouldTakeTheOutermostValues(String property, String value) {
        member.withPropertyValues(property + "=" + value)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void shouldNotShowTheSecretInAFailure() {
        member.withPropertyValues("millrace.cluster.port=0").run(context -> {
            StringBuilder messages = new StringBuilder();
            for (Throwable cause = context.getStartupFailure(); cause != null; cause = cause.getCause()) {
                messages.append(cause.getMessage());
            }
            assertThat(messages.toString()).contains("port").doesNotContain(SECRET);
        });
    }

    private ApplicationContextRunner withoutProperty(String property) {
        String[] properties = Stream.of(
                        "millrace.zookeeper.connect-string=zk1:2181,zk2:2181/streams",
                        "millrace.application.name=orders",
                        "millrace.application.version=7",
                        "millrace.checkpoint.folder=" + checkpoints,
                        "millrace.cluster.secret=" + SECRET,
                        "millrace.cluster.host=127.0.0.1",
                        "millrace.cluster.port=" + port,
                        "millrace.cluster.settle=0s")
                .filter(pair -> !pair.startsWith(property + "="))
                .toArray(String[]::new);
        return ALONE.withBean(ClusterServices.class, () -> services).withPropertyValues(properties);
    }

    private static void assertRefused(ApplicationContextRunner runner, String description, String action) {
        FailureAnalysis analysis = failure(runner);
        assertThat(analysis.getDescription()).isEqualTo(description);
        assertThat(analysis.getAction()).isEqualTo(action);
    }

    private static FailureAnalysis failure(ApplicationContextRunner runner) {
        AtomicReference<FailureAnalysis> analysis = new AtomicReference<>();
        runner.run(context -> {
            assertThat(context).hasFailed();
            analysis.set(new StartFailureAnalyzer().analyze(context.getStartupFailure()));
        });
        assertThat(analysis.get()).as("explained").isNotNull();
        return analysis.get();
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(services.members()).as("who has not left").isEmpty();
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("millrace-")) {
                try {
                    thread.join(10_000); // Threads end right after the stop.
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Finite {

        final List<Integer> results = new CopyOnWriteArrayList<>();
        private final BlockingQueue<TopologyState> ends = new LinkedBlockingQueue<>();

        @Bean
        Topology finiteTopology() {
            TopologyBuilder builder = TopologyBuilder.named("finite");
            builder.source(
                            "numbers",
                            Sources.of(1, 2, 3),
                            WatermarkStrategy.<Integer>inOrder().withTimestamps(n -> n))
                    .map("tenfold", n -> n * 10)
                    .sink("results", results::add);
            return builder.build();
        }

        @EventListener
        void onChange(TopologyStateChanged change) {
            if (change.to().isTerminal()) {
                ends.add(change.to());
            }
        }

        TopologyState end() throws InterruptedException {
            TopologyState end = ends.poll(20, TimeUnit.SECONDS);
            assertThat(end).as("state at the end").isNotNull();
            return end;
        }
    }
}
