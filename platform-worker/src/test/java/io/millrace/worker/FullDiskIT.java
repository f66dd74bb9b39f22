package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.worker.checkpoint.NioDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file system of the checkpoints is full, or read-only, for a while. A real one, which only root may mount. */
@Timeout(120)
class FullDiskIT {

    @TempDir
    private Path folder;

    private int mounts;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(isDone("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.toString()), "may mount");
        mounts++;
    }

    @AfterEach
    void unmount() throws Exception {
        while (mounts > 0) {
            mounts--;
            assertThat(isDone("umount", folder.toString())).isTrue();
        }
    }

    @Test
    void shouldGoOnWhileTheDiskIsFull() throws Exception {
        Path filler = folder.resolve("filler");
        new OutageRun().check(NioDisk.at(folder), new Outage() {
            @Override
            public void begin() throws IOException {
                fill(filler);
            }

            @Override
            public void end() throws IOException {
                Files.delete(filler);
            }
        });
    }

    @Test
    void shouldGoOnWhileTheDiskIsReadOnly() throws Exception {
        new OutageRun().check(NioDisk.at(folder), new Outage() {
            @Override
            public void begin() throws Exception {
                // Another mount of the same files, since the first one holds a file that is open for writing.
                assertThat(isDone("mount", "--bind", folder.toString(), folder.toString()))
                        .isTrue();
                mounts++;
                // Nor can the second one, as long as a checkpoint has just opened a file through it.
                Await.until(
                        () -> isDone("mount", "-o", "remount,bind,ro", folder.toString()), () -> "it can be written");
            }

            @Override
            public void end() throws Exception {
                assertThat(isDone("umount", "-l", folder.toString())).isTrue();
                mounts--;
            }
        });
    }

    private static void fill(Path file) throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                try {
                    out.write(page);
                } catch (IOException e) {
                    return;
                }
            }
        }
    }

    private static boolean isDone(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
