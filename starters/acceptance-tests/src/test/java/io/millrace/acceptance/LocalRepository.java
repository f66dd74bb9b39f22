package io.millrace.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A local repository of Maven with the artifacts of this build in it, as {@code ./millrace install} would put them there. */
final class LocalRepository {

    private static final Map<String, String> MODULES = Map.of(
            "millrace-parent", "",
            "millrace-api", "platform-api",
            "millrace-worker", "platform-worker",
            "millrace-ui", "platform-ui",
            "millrace-master", "platform-master",
            "millrace-console", "starters/millrace-console",
            "millrace-spring-boot-starter", "starters/millrace-spring-boot-starter",
            "millrace-spring-boot-starter-test", "starters/millrace-spring-boot-starter-test",
            "millrace-bom", "starters/millrace-bom");

    private LocalRepository() {}

    /** Makes the repository and yields the options that have Maven use it, before the one that this build uses. */
    static String install(Path folder) throws IOException {
        for (Map.Entry<String, String> module : MODULES.entrySet()) {
            install(folder, module.getKey(), Path.of(System.getProperty("millrace.root"), module.getValue()));
        }
        return "-Dmaven.repo.local=" + folder + " -Dmaven.repo.local.tail=" + System.getProperty("maven.repo.local");
    }

    private static void install(Path folder, String artifact, Path module) throws IOException {
        String version = System.getProperty("millrace.version");
        Path target = folder.resolve("io/millrace").resolve(artifact).resolve(version);
        Files.createDirectories(target);
        Files.copy(module.resolve("pom.xml"), target.resolve(artifact + "-" + version + ".pom"));
        Path jar = module.resolve("target").resolve(artifact + "-" + version + ".jar");
        if (Files.exists(jar)) {
            Files.copy(jar, target.resolve(jar.getFileName()));
        }
    }
}
