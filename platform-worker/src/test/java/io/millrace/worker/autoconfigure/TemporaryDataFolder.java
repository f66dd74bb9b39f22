package io.millrace.worker.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/** Gives each application context of a test a data folder of its own, which is deleted at the end of the JVM. */
public final class TemporaryDataFolder {

    private static final Path ROOT = makeRoot();

    private TemporaryDataFolder() {}

    /** Gives a context a folder, unless the test names one. */
    public static void of(ConfigurableApplicationContext context) {
        context.getEnvironment()
                .getPropertySources()
                .addLast(new MapPropertySource("temporaryDataFolder", Map.of("millrace.data-dir", make())));
    }

    /** Makes a folder. */
    public static String make() {
        try {
            return Files.createTempDirectory(ROOT, "data-").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path makeRoot() {
        try {
            Path root = Files.createTempDirectory("millrace-worker-test-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(root)));
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path root) {
        try {
            FileSystemUtils.deleteRecursively(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
