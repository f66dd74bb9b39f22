package io.millrace.benchmark.compare;

import io.millrace.benchmark.ideal.IdealEngine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The engines that there are, and where what they consist of was built. */
final class EngineCatalog {

    /** Name of the loops without an engine. */
    static final String IDEAL = "ideal";

    /** Names of all engines, in the order in which tables show them. */
    static final List<String> NAMES = List.of("millrace", IDEAL, "jet", "flink");

    private static final String PROPERTY = "benchmark-peers.folder";
    private static final Path BUILT = Path.of("benchmark", "peers");

    /** Packages of the JDK that Flink reaches into, as its own scripts open them. */
    private static final List<String> OPENED_TO_FLINK = List.of(
            "java.lang",
            "java.lang.reflect",
            "java.net",
            "java.io",
            "java.nio",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks",
            "sun.nio.ch");

    /** What Hazelcast's manual asks for. */
    private static final List<String> JET_OPTIONS = List.of(
            "--add-modules=java.se",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    private EngineCatalog() {}

    /**
     * Refuses the name of no engine.
     *
     * @throws IllegalArgumentException if it is that
     */
    static void requireKnown(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "unknown engine: value=" + name + "; use some of " + String.join(", ", NAMES));
        }
    }

    /**
     * The engine of a name.
     *
     * @throws IllegalArgumentException if there is none of that name
     * @throws IOException if it has not been built
     */
    static EngineSpec find(String name) throws IOException {
        requireKnown(name);
        return switch (name) {
            case "millrace" -> own(name, MillraceEngine.class);
            case IDEAL -> own(name, IdealEngine.class);
            case "jet" -> new EngineSpec(name, "io.millrace.benchmark.jet.JetMain", peerClassPath(name), JET_OPTIONS);
            case "flink" ->
                new EngineSpec(
                        name,
                        "io.millrace.benchmark.flink.FlinkMain",
                        peerClassPath(name),
                        OPENED_TO_FLINK.stream()
                                .map(opened -> "--add-opens=java.base/" + opened + "=ALL-UNNAMED")
                                .toList());
            default -> throw new IllegalStateException("Engine has a name and no process: engine=" + name);
        };
    }

    private static EngineSpec own(String name, Class<?> main) {
        return new EngineSpec(name, main.getName(), System.getProperty("java.class.path"), List.of());
    }

    private static String peerClassPath(String name) throws IOException {
        Path target = peers().resolve(name).resolve("target");
        Path jar = target.resolve("millrace-benchmark-" + name + ".jar");
        Path libraries = target.resolve("lib");
        if (!Files.isRegularFile(jar) || !Files.isDirectory(libraries)) {
            throw new IOException("Engine is missing: engine=" + name + ", jar=" + jar
                    + "; make it with ./mvnw -pl benchmark/peers/" + name + " -am package, or name the folder of the"
                    + " engines with -D" + PROPERTY + "=FOLDER");
        }
        List<String> jars = new ArrayList<>(List.of(jar.toString()));
        try (Stream<Path> files = Files.list(libraries)) {
            files.map(Path::toString)
                    .filter(file -> file.endsWith(".jar"))
                    .sorted()
                    .forEach(jars::add);
        }
        return String.join(File.pathSeparator, jars);
    }

    /** That of the system property, or of the checkout around the working directory. */
    private static Path peers() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return Path.of(named).toAbsolutePath();
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve(BUILT))) {
            folder = folder.getParent();
        }
        return (folder == null ? BUILT : folder.resolve(BUILT)).toAbsolutePath();
    }
}
