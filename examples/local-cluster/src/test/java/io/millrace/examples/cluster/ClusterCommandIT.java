package io.millrace.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole command, with real processes and real signals; the application is a jar with a stand-in. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ClusterCommandIT {

    /** For the command line client. */
    private static final Path WHERE_IT_RUNS = Path.of(".millrace", "local-cluster.properties");

    @TempDir
    private Path temporary;

    private Path jar;

    @BeforeEach
    void makeJar() throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandIn.class.getName());
        jar = temporary.resolve("stand-in.jar");
        String file = StandIn.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                InputStream content = StandIn.class.getResourceAsStream("/" + file)) {
            entries.putNextEntry(new JarEntry(file));
            content.transferTo(entries);
            entries.closeEntry();
        }
    }

    @Test
    void shouldGoOnWithoutTheDeadAndStopAtCtrlC() throws Exception {
        try (CommandProcess command = start("--workers", "2", "--masters", "1", "--restart", "--heap", "64m")) {
            command.await("master-1 \\| Stand-in runs");
            command.await("worker-1 \\| Stand-in runs");
            String pid = command.await("worker-2 +worker +(\\d+) +127").group(1);
            command.await("worker-2 \\| Stand-in runs");
            List<ProcessHandle> children = command.children();
            assertThat(children).hasSize(4);
            String secret = secretOf(pid);
            assertThat(children)
                    .noneMatch(child -> child.info().commandLine().orElse("").contains(secret));

            ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
            command.await(
                    "Member has died: member=worker-2, pid=" + pid + ", exitCode=137, log=.*; it is started again");
            String second = command.await("Member runs again: member=worker-2, pid=(\\d+)")
                    .group(1);
            command.await("(?s)runs again.*worker-2 \\| Stand-in runs");
            assertThat(secretOf(second)).isEqualTo(secret).hasSize(43);

            List<ProcessHandle> all = command.children();
            command.signal("INT");
            assertThat(command.exitCode()).isEqualTo(130);
            assertThat(all).hasSize(4).noneMatch(ProcessHandle::isAlive);
            assertThat(command.output())
                    .contains("worker-1 | stopped at ", "Stopped\n")
                    .doesNotContain(secret);
        }
        assertThat(temporary).isDirectoryNotContaining("glob:**/millrace-*");
    }

    @Test
    void shouldSayLittleAndKeepItsFolder() throws Exception {
        Path folder = temporary.resolve("kept");
        try (CommandProcess command =
                start("--workers", "1", "--masters", "0", "--quiet", "--folder", folder.toString())) {
            String port = command.await("member-1 \\| Stand-in runs; console http://127.0.0.1:(\\d+)")
                    .group(1);
            assertThat(WHERE_IT_RUNS)
                    .content()
                    .contains("member.0.url=http\\://127.0.0.1\\:" + port + "/")
                    .contains("member.0.data-dir=" + folder.resolve("member-1/data"));
            command.signal("TERM");
            assertThat(command.exitCode()).isEqualTo(143);
            assertThat(WHERE_IT_RUNS).doesNotExist();
            assertThat(command.output()).doesNotContain("millrace.data-dir", "stopped at");
        }
        assertThat(Files.readString(folder.resolve("member-1/member-1.log")))
                .contains("millrace.data-dir", "stopped at");
        try (Stream<Path> files = Files.list(folder.resolve("checkpoints"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void shouldLeaveNothingOfAStartThatIsInterrupted() throws Exception {
        try (CommandProcess command = start("--workers", "1", "--masters", "0")) {
            command.await("Starting ZooKeeper: servers=1");
            List<ProcessHandle> children = command.children();
            command.signal("INT");
            assertThat(command.exitCode()).isEqualTo(130);
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
        assertThat(temporary).isDirectoryNotContaining("glob:**/millrace-*");
    }

    @Test
    void shouldEndWhenItsTimeIsOver() throws Exception {
        try (CommandProcess command = start("--workers", "1", "--masters", "0", "--duration", "1s")) {
            assertThat(command.exitCode()).as(command.output()).isZero();
            assertThat(command.output()).endsWith("Stopped\n");
        }
    }

    @Test
    void shouldEndWithItsMembers() throws Exception {
        try (CommandProcess command = start("--workers", "1", "--masters", "0", "--java-option=-Xmx1k")) {
            assertThat(command.exitCode()).isEqualTo(1);
            assertThat(command.output())
                    .contains("member-1 | Error occurred during initialization of VM")
                    .containsPattern("Member has died: member=member-1, pid=\\d+, exitCode=1, log=")
                    .contains("No member is left: members=1; see above why they have died");
        }
    }

    private CommandProcess start(String... args) throws Exception {
        return CommandProcess.start(
                temporary,
                Stream.concat(Stream.of("--zookeeper", "1", "--jar", jar.toString()), Stream.of(args))
                        .toArray(String[]::new));
    }

    private static String secretOf(String pid) throws Exception {
        String environment = new String(Files.readAllBytes(Path.of("/proc", pid, "environ")), StandardCharsets.UTF_8);
        return Stream.of(environment.split("\0"))
                .filter(variable -> variable.startsWith("MILLRACE_CLUSTER_SECRET="))
                .map(variable -> variable.substring(variable.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
    }
}
