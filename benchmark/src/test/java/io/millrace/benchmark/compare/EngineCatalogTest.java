package io.millrace.benchmark.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCatalogTest {

    private static final String PROPERTY = "benchmark-peers.folder";

    @TempDir
    private Path peers;

    @BeforeEach
    void namePeers() {
        System.setProperty(PROPERTY, peers.toString());
    }

    @AfterEach
    void forgetPeers() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void shouldSayHowToBuildAnEngineThatIsMissing() {
        assertThatThrownBy(() -> EngineCatalog.find("flink"))
                .isInstanceOf(IOException.class)
                .hasMessage("Engine is missing: engine=flink, jar="
                        + peers.resolve("flink/target/millrace-benchmark-flink.jar")
                        + "; make it with ./mvnw -pl benchmark/peers/flink -am package, or name the folder of the"
                        + " engines with -Dbenchmark-peers.folder=FOLDER");
    }

    @Test
    void shouldPutTheJarOfAPeerBeforeItsLibraries() throws IOException {
        Path target = peers.resolve("jet/target");
        Files.createDirectories(target.resolve("lib"));
        Path jar = Files.createFile(target.resolve("millrace-benchmark-jet.jar"));
        Path library = Files.createFile(target.resolve("lib/hazelcast.jar"));
        Files.createFile(target.resolve("lib/notes.txt"));

        assertThat(EngineCatalog.find("jet").classPath()).isEqualTo(jar + File.pathSeparator + library);
    }

    @Test
    void shouldRunItselfOnItsOwnClassPath() throws IOException {
        for (String name : new String[] {"millrace", "ideal"}) {
            assertThat(EngineCatalog.find(name).classPath()).isEqualTo(System.getProperty("java.class.path"));
        }
    }

    @Test
    void shouldGiveAllEnginesTheSameHeapAndCollector() throws IOException {
        JvmSettings jvm = new JvmSettings(Path.of("/jdk"), "1g", "G1");

        assertThat(jvm.command(EngineCatalog.find("ideal"), "pass", 3))
                .startsWith("/jdk/bin/java", "-Xms1g", "-Xmx1g", "-XX:+UseG1GC")
                .endsWith("io.millrace.benchmark.ideal.IdealEngine", "pass", "3");
    }
}
