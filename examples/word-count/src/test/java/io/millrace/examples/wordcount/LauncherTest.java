package io.millrace.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The launcher script at the root of the checkout, copied beside a Maven and a Java that only say how they were called.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final String JAR = "examples/word-count/target/millrace-example-word-count-exec.jar";

    /** What ran: its exit code, and its output and errors in the order in which they came. */
    private record Outcome(int exitCode, String output) {}

    @TempDir
    private Path temporary;

    private Path checkout;
    private Path javaHome;
    private Path userDirectory;

    @BeforeEach
    void copyLauncher() throws IOException {
        checkout = Files.createDirectories(temporary.resolve("check out"));
        javaHome = temporary.resolve("java home");
        userDirectory = Files.createDirectories(temporary.resolve("user"));
        Files.copy(launcher(), checkout.resolve("millrace"));
        Files.createDirectories(checkout.resolve("examples/word-count/target"));
        write("examples/word-count/src/main/java/Main.java", "");
        write("starters/millrace-bom/pom.xml", "<project>\n    <version>1.2.3</version>\n</project>\n");
        maven("echo \"maven in $PWD: $*\"; echo jar > " + JAR);
        java("17.0.15");
    }

    @Test
    void shouldShowHelpWithoutArguments() throws Exception {
        Outcome outcome = millrace();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output())
                .contains("Usage: ./millrace", "demo", "cluster", "test", "install", "bench", "simulate", "help");
    }

    @Test
    void shouldRefuseUnknownCommand() throws Exception {
        Outcome outcome = millrace("dmeo");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).isEqualTo("Unknown command: command=dmeo; see ./millrace help\n");
    }

    @ParameterizedTest
    @CsvSource({"demo, 11.0.2", "test, 1.8.0_392", "install, 16-ea", "bench, 9"})
    void shouldRefuseOldJava(String command, String version) throws Exception {
        java(version);

        Outcome outcome = millrace(command);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .isEqualTo("Millrace needs Java 17 or newer: found=" + version + ", path=" + javaHome
                        + "/bin/java; install a JDK 17 or set JAVA_HOME to one\n");
    }

    @Test
    void shouldSayThatJavaIsMissing() throws Exception {
        Files.delete(javaHome.resolve("bin/java"));

        Outcome outcome = millrace("demo");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).contains("found=none, path=" + javaHome + "/bin/java;");
    }

    @Test
    void shouldTakeJavaFromPathWithoutJavaHome() throws Exception {
        java("11.0.2");
        String path = javaHome.resolve("bin") + ":" + System.getenv("PATH");

        Outcome outcome = run(Map.of("JAVA_HOME", "", "PATH", path), "demo");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).contains("found=11.0.2, path=" + javaHome + "/bin/java;");
    }

    @ParameterizedTest
    @CsvSource({"17.0.15", "21", "25-ea"})
    void shouldRunDemoInDirectoryOfUser(String version) throws Exception {
        java(version);

        Outcome outcome = millrace("demo", "--input", "my book.txt");

        assertThat(outcome.exitCode()).as("the exit code of java").isEqualTo(3);
        assertThat(outcome.output())
                .startsWith("Building examples/word-count ... done in ")
                .contains("java in " + userDirectory.toRealPath())
                .endsWith("[-jar][" + checkout.toRealPath().resolve(JAR) + "][--input][my book.txt]\n");
    }

    @Test
    void shouldShowTheDemoWithKafkaWhereItsBrokerIs() throws Exception {
        String jar = "examples/word-count-kafka/target/millrace-example-word-count-kafka-exec.jar";
        maven("mkdir -p examples/word-count-kafka/target; echo jar > " + jar);

        Outcome outcome = millrace("demo", "--kafka", "--seconds", "5");

        Path root = checkout.toRealPath();
        assertThat(outcome.output())
                .startsWith("Building examples/word-count-kafka ... done in ")
                .endsWith("[-Dkafka-broker.lib=" + root.resolve("examples/kafka-broker/target/kafka-lib") + "][-jar]["
                        + root.resolve(jar) + "][--seconds][5]\n");
        assertThat(millrace("demo", "--kafka").output()).doesNotContain("Building");

        write("examples/kafka-broker/src/main/java/Broker.java", "");
        Path source = checkout.resolve("examples/kafka-broker/src/main/java/Broker.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(millrace("demo", "--kafka").output()).contains("Building");
    }

    @Test
    void shouldRunAClusterOfTheWordCount() throws Exception {
        String jar = "examples/local-cluster/target/millrace-example-local-cluster.jar";
        maven("mkdir -p examples/local-cluster/target; echo jar > " + jar);

        Outcome outcome = millrace("cluster", "--workers", "5");

        Path root = checkout.toRealPath();
        assertThat(outcome.output())
                .startsWith("Building examples/local-cluster ... done in ")
                .contains("[-Dlocal-cluster.jar=" + root.resolve(JAR) + "]")
                .contains("[-Dzookeeper-server.lib=" + root.resolve("examples/zookeeper-server/target/zk-lib") + "]")
                .endsWith(
                        "/examples/local-cluster/target/lib/*][io.millrace.examples.cluster.ClusterMain][--workers][5]\n");
        assertThat(millrace("cluster").output()).doesNotContain("Building");
    }

    @Test
    void shouldBuildOnlyWhatIsStale() throws Exception {
        assertThat(millrace("demo").output()).contains("Building");
        assertThat(millrace("demo").output()).doesNotContain("Building");

        Path source = checkout.resolve("examples/word-count/src/main/java/Main.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(millrace("demo").output()).contains("Building");

        Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
        Files.delete(checkout.resolve(JAR));
        assertThat(millrace("demo").output()).contains("Building");
    }

    @Test
    void shouldShowOutputOfFailedBuild() throws Exception {
        maven("echo 'cannot find symbol'; exit 1");

        Outcome outcome = millrace("demo");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("failed after", "cannot find symbol")
                .doesNotContain("java in");
    }

    @Test
    void shouldPassArgumentsOfTestToMaven() throws Exception {
        Outcome outcome = run(Map.of("CI", ""), "test", "-pl", "platform-api");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).isEqualTo("maven in " + checkout.toRealPath() + ": verify -pl platform-api\n");
    }

    @Test
    void shouldRunMavenInBatchModeOnBuildServer() throws Exception {
        Outcome outcome = run(Map.of("CI", "true"), "test");

        assertThat(outcome.output()).endsWith(": --batch-mode --no-transfer-progress verify\n");
    }

    @Test
    void shouldPrintCoordinatesOfInstalledStarter() throws Exception {
        Outcome outcome = millrace("install");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output())
                .contains("<artifactId>millrace-spring-boot-starter</artifactId>", "<version>1.2.3</version>");
    }

    @Test
    void shouldRunJmhWithOptionsOfBenchmarks() throws Exception {
        maven("mkdir -p benchmark/target; echo jar > benchmark/target/millrace-benchmark.jar");

        Outcome outcome = run(Map.of("MILLRACE_BENCH_JAVA_OPTIONS", "-Xmx64m -Xss1m"), "bench", "jmh", "-l");

        assertThat(outcome.output())
                .contains(
                        "[-Xmx64m][-Xss1m][-Dkafka-broker.lib=",
                        "/examples/kafka-broker/target/kafka-lib][-Dbenchmark-peers.folder=",
                        "/benchmark/peers][-Dbenchmark-application.jar=",
                        "/benchmark/application/target/millrace-benchmark-application-exec.jar][-cp]")
                .endsWith("/benchmark/target/lib/*][org.openjdk.jmh.Main][-l]\n");
    }

    @Test
    void shouldBuildOtherEnginesForTheComparisonOnly() throws Exception {
        maven("echo \"maven: $*\" >&2; for module in benchmark benchmark/peers/flink benchmark/peers/jet; do"
                + " mkdir -p $module/target; echo jar > $module/target/millrace-${module##*/}.jar;"
                + " echo jar > $module/target/millrace-benchmark-${module##*/}.jar; done");
        assertThat(millrace("bench", "pass").output())
                .contains("Building benchmark ... done")
                .doesNotContain("peers/");

        Outcome outcome = millrace("bench", "compare", "pass");

        assertThat(outcome.output())
                .contains("Building benchmark/peers/flink ... done", "Building benchmark/peers/jet ... done")
                .contains("[-Xmx128m][-XX:+UseSerialGC]")
                .endsWith("[io.millrace.benchmark.BenchmarkCommand][compare][pass]\n");
        assertThat(millrace("bench", "compare").output()).doesNotContain("Building");
    }

    @Test
    void shouldRunTheSimulatorWithTheTestsItIsIn() throws Exception {
        maven(
                "echo \"maven: $*\" >&2; mkdir -p benchmark/target; echo jar > benchmark/target/millrace-benchmark.jar; exit 1");
        assertThat(millrace("simulate").output()).contains("-Dmillrace.simulator.skip=false");

        maven("mkdir -p benchmark/target; echo jar > benchmark/target/millrace-benchmark.jar");
        assertThat(millrace("simulate", "--seeds", "7").output())
                .contains("[-ea]")
                .endsWith("/benchmark/target/lib/*][io.millrace.benchmark.BenchmarkCommand][simulate][--seeds][7]\n");
        assertThat(millrace("simulate").output()).doesNotContain("Building");

        write("platform-worker/src/test/java/Simulation.java", "");
        Path test = checkout.resolve("platform-worker/src/test/java/Simulation.java");
        Files.setLastModifiedTime(test, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(millrace("simulate").output()).contains("Building");
    }

    @Test
    void shouldCompileNoTestsForTheDemo() throws Exception {
        maven("echo \"maven: $*\"; exit 1");

        assertThat(millrace("demo").output()).contains("-Dmillrace.simulator.skip=true");
    }

    private Outcome millrace(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    private Outcome run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", checkout.resolve("millrace").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(userDirectory.toFile());
        builder.redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    /** Lets Maven be a script with this one line. */
    private void maven(String line) throws IOException {
        executable(checkout.resolve("mvnw"), "#!/bin/sh\n" + line + "\n");
    }

    /** Lets Java be a script that bears this version, tells its arguments and exits with 3. */
    private void java(String version) throws IOException {
        executable(javaHome.resolve("bin/java"), """
                #!/bin/sh
                if [ "$1" = -version ]; then
                    echo 'Picked up JAVA_TOOL_OPTIONS: -Dsome.version=8' >&2
                    echo 'openjdk version "%s" 2025-04-15' >&2
                    exit 0
                fi
                echo "java in $PWD"
                printf '[%%s]' "$@"
                echo
                exit 3
                """.formatted(version));
    }

    private void executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String path, String text) throws IOException {
        Path file = checkout.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Path launcher() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("millrace"))) {
            folder = folder.getParent();
            assertThat(folder)
                    .as("the checkout around " + Path.of("").toAbsolutePath())
                    .isNotNull();
        }
        return folder.resolve("millrace");
    }
}
