package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The class paths of other people's applications, as Maven finds them, and that of the starter. */
final class ClassPaths {

    private static final Path TARGET = Path.of(System.getProperty("millrace.target"));
    private static final Path OF_OTHERS = TARGET.resolve("class-paths");

    private ClassPaths() {}

    /** Has Maven find the class paths that have nothing to do with Millrace. */
    static void resolve() {
        copyTree(Path.of("src/test/class-paths"), OF_OTHERS);
        Maven.run(
                OF_OTHERS,
                "-Dspring-boot.version=" + System.getProperty("spring-boot.version"),
                "org.apache.maven.plugins:maven-dependency-plugin:3.10.0:build-classpath",
                "-Dmdep.outputFile=class-path.txt");
    }

    /** The union of some of them, each jar once, and the classes of the probe. */
    static String of(Collection<String> parts, boolean hasStarter) {
        Set<String> jars = new LinkedHashSet<>();
        jars.add(TARGET.resolve("test-classes").toString());
        for (String part : parts) {
            jars.addAll(entries(OF_OTHERS.resolve(part).resolve("class-path.txt")));
        }
        if (hasStarter) {
            jars.addAll(entries(OF_OTHERS.resolve("starter.txt")));
        }
        return String.join(System.getProperty("path.separator"), jars);
    }

    private static List<String> entries(Path file) {
        try {
            return List.of(Files.readString(file).trim().split(System.getProperty("path.separator")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyTree(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (Path file : new ArrayList<>(files.filter(Files::isRegularFile).toList())) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
