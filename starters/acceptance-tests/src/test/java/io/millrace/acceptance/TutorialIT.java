package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the tutorial says, literally, in an empty folder, against the artifacts of this build. */
class TutorialIT {

    @TempDir
    private Path folder;

    private final List<Process> servers = new ArrayList<>();

    @AfterEach
    void stopServers() throws Exception {
        for (Process server : servers) {
            // The application is a child of the build tool; as long as it lives it writes into the folder.
            List<ProcessHandle> children = server.descendants().toList();
            children.forEach(ProcessHandle::destroy);
            server.destroy();
            if (!server.waitFor(30, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
            for (ProcessHandle child : children) {
                child.onExit().get(30, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void shouldWorkByCopyAndPaste() throws Exception {
        Path project = Files.createDirectory(folder.resolve("project"));
        Map<String, String> environment = environment();
        List<TutorialPage.Step> steps =
                TutorialPage.steps(Path.of(System.getProperty("millrace.root"), "docs/tutorial.md"));
        assertThat(steps).hasSizeGreaterThan(5);

        for (TutorialPage.Step step : steps) {
            if (step instanceof TutorialPage.WriteFile file) {
                Path path = project.resolve(file.path());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.content());
            } else if (step instanceof TutorialPage.Run run && run.isServer()) {
                servers.add(start(project, environment, run.commands()));
            } else if (step instanceof TutorialPage.Run run) {
                Path script = Files.writeString(folder.resolve("step.sh"), "set -euo pipefail\n" + run.commands());
                Processes.run(project, environment, List.of("bash", script.toString()), 5, TimeUnit.MINUTES);
            }
        }
        assertThat(servers).hasSize(1).allMatch(Process::isAlive);
        assertThat(log(project)).containsPattern("\\d+ visits of home until").contains("visits of shop until");
    }

    /** The reader's Maven is the one of this checkout, with the local repository of this build. */
    private Map<String, String> environment() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path mvn = Files.writeString(
                bin.resolve("mvn"),
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("millrace.root"), "mvnw") + "' -B -ntp "
                        + LocalRepository.install(folder.resolve("repository")) + " \"$@\"\n");
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Map.of("PATH", bin + ":" + System.getenv("PATH"), "JAVA_HOME", System.getProperty("java.home"));
    }

    private Process start(Path project, Map<String, String> environment, String commands) throws Exception {
        Path script = Files.writeString(folder.resolve("server.sh"), "set -euo pipefail\n" + commands);
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(project.resolve("server.log").toFile());
        builder.environment().putAll(environment);
        Process server = builder.start();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!Files.readString(project.resolve("server.log")).contains("Millrace runs ")) {
            assertThat(server.isAlive() && System.nanoTime() < deadline)
                    .as(() -> "The application did not come up:\n" + log(project))
                    .isTrue();
            Thread.onSpinWait();
        }
        return server;
    }

    private static String log(Path project) {
        try {
            return Files.readString(project.resolve("server.log"));
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
