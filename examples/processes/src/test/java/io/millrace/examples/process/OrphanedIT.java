package io.millrace.examples.process;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has started a child is killed. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class OrphanedIT {

    @TempDir
    private Path folder;

    @Test
    void shouldEndWithTheProcessThatStartedIt() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
            parent.destroyForcibly().waitFor();
            child.onExit().get(30, TimeUnit.SECONDS);
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }

    /** Starts a child, says its id, and waits to be killed. */
    static final class Parent {

        public static void main(String[] args) throws Exception {
            JavaProgram program = new JavaProgram(
                    List.of("-Xmx64m"), System.getProperty("java.class.path"), Talker.class.getName(), List.of());
            ChildProcess child = new ChildProcess(Path.of(args[0]), "talker", program, Map.of());
            child.start();
            System.out.println(child.pid());
            System.in.read();
        }
    }
}
