package io.millrace.benchmark.rest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the jar of the application. */
final class ApplicationJar {

    private static final Path BUILT =
            Path.of("benchmark", "application", "target", "millrace-benchmark-application-exec.jar");
    private static final String PROPERTY = "benchmark-application.jar";

    private ApplicationJar() {}

    /** That of the system property, or of the checkout around the working directory. */
    static Path locate() throws IOException {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return existing(Path.of(named));
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve(BUILT))) {
            folder = folder.getParent();
        }
        return existing(folder == null ? BUILT : folder.resolve(BUILT));
    }

    private static Path existing(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException("Application is missing: jar=" + jar
                    + "; make it with ./mvnw -pl benchmark/application -am package, or name it with -D" + PROPERTY
                    + "=JAR");
        }
        return jar.toAbsolutePath();
    }
}
