package io.millrace.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class ClusterCommandTest {

    @TempDir
    private Path temporary;

    @Test
    void shouldAskForWhatTheCommandLineSays() throws IOException {
        ClusterCommand command = parse(
                "--jar",
                jar(),
                "--workers=5",
                "--masters=1",
                "--zookeeper=5",
                "--slots=4",
                "--heap=1g",
                "--duration=2m");
        ClusterSettings settings = command.settings(List.of("--millrace.worker.threads=1", "--a.b="));

        assertThat(settings.size()).isEqualTo(new ClusterSettings.Size(5, 1, 5));
        assertThat(settings.application().mainClass()).isEqualTo("Main");
        assertThat(settings.members().javaOptions()).containsExactly("-Xmx384m", "-Xmx1g");
        assertThat(settings.members().properties())
                .containsEntry("millrace.worker.slots", "4")
                .containsEntry("millrace.worker.threads", "1")
                .containsEntry("a.b", "")
                .hasSize(3);
        assertThat(settings.folder()).isNull();
        assertThat(command.duration()).isEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, 3, 'Number of workers is out of range: workers=0, max=32; use 1 to 32'",
        "33, 2, 3, 'Number of workers is out of range: workers=33, max=32; use 1 to 32'",
        "1, 10, 3, 'Number of masters is out of range: masters=10, max=9; use 2 to lose one of them, 0 to let the workers"
                + " lead'",
        "1, 0, 0, 'Number of ZooKeeper servers is out of range: servers=0, max=5; use 1 to have a server, 3 to lose one of"
                + " them, 5 to lose two'"
    })
    void shouldRefuseNumbersOutOfRange(int workers, int masters, int zookeeper, String message) {
        assertThatThrownBy(() -> new ClusterSettings.Size(workers, masters, zookeeper))
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--workers=x",
                "--workers=-1",
                "--masters=1.5",
                "--zookeeper=three",
                "--slots=0",
                "--heap=12",
                "--duration=0s",
                "--duration=5",
                "--nothing"
            })
    void shouldRefuseWhatIsNoNumber(String argument) {
        assertThatThrownBy(() -> parse(argument)).isInstanceOf(ParameterException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "millrace.cluster.secret",
                "millrace.cluster.port",
                "millrace.zookeeper.connect-string",
                "millrace.roles",
                "millrace.data-dir",
                "millrace.console.port"
            })
    void shouldRefuseWhatTheClusterSets(String property) {
        assertThatThrownBy(() -> parse("--jar", jar()).settings(List.of("--" + property + "=value")))
                .hasMessage("Property is set by the cluster itself: property=" + property + "; leave it out");
    }

    @Test
    void shouldRefuseWhatIsNoApplication() throws IOException {
        Path text = Files.writeString(temporary.resolve("text.jar"), "text");
        Path library = temporary.resolve("library.jar");
        new JarOutputStream(Files.newOutputStream(library), new Manifest()).close();

        assertThatThrownBy(() -> Application.ofJar(temporary))
                .hasMessage("Jar of the application is missing: jar=" + temporary + "; build it, or name another");
        assertThatThrownBy(() -> Application.ofJar(text))
                .hasMessage("Jar of the application cannot be read: jar=" + text + "; build it again");
        assertThatThrownBy(() -> Application.ofJar(library))
                .hasMessage("Jar of the application names no main class: jar=" + library
                        + "; give one that runs with java -jar");
    }

    private static ClusterCommand parse(String... args) {
        ClusterCommand command = new ClusterCommand();
        new CommandLine(command).parseArgs(args);
        return command;
    }

    private String jar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Main");
        Path jar = temporary.resolve("application.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar.toString();
    }
}
