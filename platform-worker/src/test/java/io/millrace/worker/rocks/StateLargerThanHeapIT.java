package io.millrace.worker.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM of its own with a heap a tenth of what its state takes. */
class StateLargerThanHeapIT {

    private static final int KEYS = 160_000;

    @Test
    void shouldKeepWriteAndRestoreTenTimesTheHeap(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        Process process = start(folder, output);
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as(Files.readString(output))
                    .isTrue();
            assertThat(Files.readString(output))
                    .contains("filled: state=STOPPED, updates=" + (KEYS + KEYS / 4))
                    .contains("sampled: state=FINISHED, failure=null, updates=" + (KEYS + KEYS / 4 + KEYS / 50)
                            + ", wrong=0");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Process start(Path folder, Path output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeState.class.getName(),
                        folder.toString(),
                        Integer.toString(KEYS))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
