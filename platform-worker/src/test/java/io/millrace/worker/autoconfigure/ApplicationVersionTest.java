package io.millrace.worker.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

class ApplicationVersionTest {

    @TempDir
    private Path folder;

    @Test
    void shouldTellBuildsOfOneVersionApart() throws IOException {
        String first = version("1.4.0-SNAPSHOT", jar("first.jar", "one"));
        String second = version("1.4.0-SNAPSHOT", jar("second.jar", "two"));
        assertThat(first).startsWith("1.4.0-SNAPSHOT-").isNotEqualTo(second);
    }

    @Test
    void shouldBeTheSameForTheSameJarAnywhere() throws IOException {
        assertThat(version("1.4.0", jar("here.jar", "one"))).isEqualTo(version("1.4.0", jar("there.jar", "one")));
    }

    /** The sum is that of {@code printf one | sha256sum}, so that people can see which jar it is. */
    @Test
    void shouldBeASumWhereTheBuildSaysNothing() throws IOException {
        assertThat(version(null, jar("plain.jar", "one"))).isEqualTo("7692c3ad3540");
    }

    @Test
    void shouldReadAllOfALargeJar() throws IOException {
        byte[] content = new byte[200_000];
        Path jar = folder.resolve("large.jar");
        String before = version(null, Files.write(jar, content).toFile());
        content[content.length - 1] = 1;
        assertThat(version(null, Files.write(jar, content).toFile())).isNotEqualTo(before);
    }

    @Test
    void shouldBeThatOfTheBuildWhereThereIsNoJar() throws IOException {
        assertThat(version("1.4.0", null)).isEqualTo("1.4.0");
        assertThat(version("1.4.0", folder.toFile())).as("folder of classes").isEqualTo("1.4.0");
    }

    @Test
    void shouldSayThatNothingIsKnown() throws IOException {
        assertThat(version(null, null)).isEqualTo("unversioned");
        assertThat(ApplicationVersion.of(getClass().getClassLoader())).isEqualTo("unversioned");
    }

    @Test
    void shouldSayWhatToDoIfTheJarCannotBeRead() throws IOException {
        File vanishing = new File(jar("gone.jar", "one").getPath()) {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean isFile() {
                boolean isFile = super.isFile();
                assertThat(delete()).isTrue();
                return isFile;
            }
        };
        assertThatExceptionOfType(ClusterStartException.class)
                .isThrownBy(() -> version("1.4.0", vanishing))
                .satisfies(failure -> {
                    FailureAnalysis analysis = new StartFailureAnalyzer().analyze(failure);
                    assertThat(analysis.getDescription())
                            .startsWith("Version of the application cannot be told: jar=" + vanishing);
                    assertThat(analysis.getAction()).isEqualTo("Set millrace.application.version.");
                });
    }

    private String version(String built, File source) throws IOException {
        Path root = Files.createTempDirectory(folder, "classes");
        if (built != null) {
            Path info = root.resolve("META-INF/build-info.properties");
            Files.createDirectories(info.getParent());
            Files.writeString(info, "build.artifact=orders\nbuild.version=" + built + "\n");
        }
        try (URLClassLoader classes = new URLClassLoader(new URL[] {root.toUri().toURL()}, null)) {
            return ApplicationVersion.of(classes, source);
        }
    }

    private File jar(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toFile();
    }
}
