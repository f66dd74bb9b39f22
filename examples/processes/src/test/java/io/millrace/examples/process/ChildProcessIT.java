package io.millrace.examples.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes and real signals. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ChildProcessIT {

    private static final int SIGTERM = 143;
    private static final int SIGKILL = 137;

    @TempDir
    private Path folder;

    private ChildProcess child;

    @AfterEach
    void killChild() throws InterruptedException {
        if (child != null) {
            child.kill();
        }
    }

    @Test
    void shouldGiveArgumentsOptionsAndEnvironment() throws Exception {
        child = child("a", "b c");
        assertThat(child.isAlive()).isFalse();
        assertThat(child.exitCode()).isEmpty();

        child.start();
        awaitLog("count 3");

        assertThat(log()).startsWith("arguments a,b c word given property of the JVM\n");
        assertThat(child.exitCode()).isEmpty();
        assertThatThrownBy(() -> child.start())
                .hasMessage("Process runs: pid=" + child.pid() + ", log=" + child.log() + "; end it first");
    }

    @Test
    void shouldTellSignalsApartByTheirExitCodes() throws Exception {
        child = child();
        child.start();
        awaitLog("count");
        child.beginTerminate();
        assertThat(child.endStop(inSeconds(20))).as("had to be killed").isFalse();
        assertThat(child.exitCode()).hasValue(SIGTERM);
        assertThat(log()).contains("in order\n");

        Files.delete(child.log());
        child.start();
        awaitLog("count");
        child.kill();
        assertThat(child.exitCode()).hasValue(SIGKILL);
        assertThat(log()).doesNotContain("in order");

        Files.delete(child.log());
        child.start();
        awaitLog("count");
        child.beginStop();
        assertThat(child.endStop(inSeconds(20))).as("had to be killed").isFalse();
        assertThat(child.exitCode()).hasValue(0);
        assertThat(log()).contains("in order\n");
    }

    @Test
    void shouldSayNothingWhileItIsPaused() throws Exception {
        child = child();
        child.start();
        awaitLog("count 2");

        child.pause();
        assertThat(stateOfProcess()).isEqualTo("T");
        assertThat(child.isAlive()).isTrue();
        child.resume();
        assertThat(stateOfProcess()).isNotEqualTo("T");

        child.pause();
        child.beginTerminate();
        assertThat(child.endStop(inSeconds(20))).as("had to be killed").isFalse();
        assertThatThrownBy(() -> child.pause()).hasMessageStartingWith("Process does not run: signal=STOP, log=");
    }

    @Test
    void shouldEndAsTheMainClassDoes() throws Exception {
        child = child("fail");
        child.start();
        assertThat(child.endStop(inSeconds(20))).isFalse();
        assertThat(child.exitCode()).hasValue(3);

        child = child("throw");
        child.start();
        assertThat(child.endStop(inSeconds(20))).isFalse();
        assertThat(child.exitCode()).hasValue(1);
        assertThat(child.lastWords()).contains("java.lang.IllegalStateException: thrown");
    }

    private ChildProcess child(String... arguments) throws IOException {
        JavaProgram program = new JavaProgram(
                List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dtalker=of the JVM"),
                System.getProperty("java.class.path"),
                Talker.class.getName(),
                List.of(arguments));
        return new ChildProcess(folder, "talker", program, Map.of("WORD", "given"));
    }

    /** As the kernel says it: T is stopped. */
    private String stateOfProcess() throws IOException, InterruptedException {
        Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(child.pid())).start();
        String state = new String(ps.getInputStream().readAllBytes()).strip();
        ps.waitFor();
        return state.substring(0, 1);
    }

    private void awaitLog(String part) throws IOException {
        long deadlineNanos = inSeconds(30);
        while (!log().contains(part)) {
            assertThat(System.nanoTime() - deadlineNanos).as(log()).isNegative();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private String log() throws IOException {
        return Files.exists(child.log()) ? Files.readString(child.log()) : "";
    }

    private static long inSeconds(int seconds) {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }
}
