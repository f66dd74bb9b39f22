package io.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

class DataFolderTest {

    @TempDir
    private Path parent;

    @Test
    void shouldMakeAFolderThatNobodyElseCanRead() throws Exception {
        Path path = parent.resolve("data/app");

        try (DataFolder folder = DataFolder.open(path)) {
            assertThat(folder.path()).isEqualTo(path);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void shouldBeTakenByOneOnly() {
        try (DataFolder first = DataFolder.open(parent)) {
            DataFolderInUseException failure =
                    catchThrowableOfType(DataFolderInUseException.class, () -> DataFolder.open(parent));

            assertThat(first.path()).isNotNull();
            FailureAnalysis analysis = new DataFolderInUseFailureAnalyzer().analyze(failure);
            assertThat(analysis.getDescription()).contains(parent.toString(), "another context of this process");
            assertThat(analysis.getAction()).contains("millrace.data-dir");
        }
    }

    @Test
    void shouldBeFreeAgainAfterItWasClosed() {
        DataFolder.open(parent).close();

        try (DataFolder again = DataFolder.open(parent)) {
            assertThat(again.path()).isEqualTo(parent);
        }
    }

    @Test
    void shouldDoWithoutAFolderThatCannotBeMade() throws Exception {
        Path file = Files.createFile(parent.resolve("file"));

        try (DataFolder folder = DataFolder.open(file.resolve("below"))) {
            assertThat(folder.path()).isNull();
        }
    }

    @Test
    void shouldSayWhereTheConsoleIsWithoutTheTokenOfTheLink() throws Exception {
        DataFolder.writeAddress(parent, "http://127.0.0.1:8091/login?token=secret");
        assertThat(parent.resolve("console.url")).hasContent("http://127.0.0.1:8091/");

        DataFolder.writeAddress(parent, "http://127.0.0.1:8092/");
        assertThat(parent.resolve("console.url")).hasContent("http://127.0.0.1:8092/");
    }
}
