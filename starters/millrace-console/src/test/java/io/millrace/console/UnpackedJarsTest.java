package io.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedJarsTest {

    private static final int PROCESSES = 4;
    private static final int ATTEMPTS = 50;
    private static final int JARS = 60;

    @TempDir
    private Path temporary;

    @Test
    void shouldNotMindThatOthersDeleteTheSame() throws Exception {
        ExecutorService processes = Executors.newFixedThreadPool(PROCESSES);
        try {
            for (int i = 0; i < ATTEMPTS; i++) {
                Path folder = folder(i);
                CyclicBarrier start = new CyclicBarrier(PROCESSES);
                List<Future<?>> deleted = new ArrayList<>();
                for (int process = 0; process < PROCESSES; process++) {
                    deleted.add(processes.submit(() -> {
                        start.await();
                        UnpackedJars.delete(folder);
                        return null;
                    }));
                }
                for (Future<?> each : deleted) {
                    each.get();
                }
                // The last one has met nobody.
                UnpackedJars.delete(folder);
                assertThat(folder).doesNotExist();
            }
        } finally {
            processes.shutdownNow();
        }
    }

    private Path folder(int number) throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("jars-" + number));
        for (int jar = 0; jar < JARS; jar++) {
            Files.createFile(folder.resolve(jar + ".jar"));
        }
        return folder;
    }
}
