package io.millrace.examples.reliability.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace, which is that of the relay in it and ends with it.
 *
 * @param relay the process
 */
record Namespace(Process relay) implements AutoCloseable {

    private static final int STOP_SECONDS = 10;

    /** Makes one, and starts the relay of a member. */
    static Namespace create(Path folder, String member) throws IOException {
        Process relay = new ProcessBuilder(
                        "unshare",
                        "--net",
                        "/bin/sh",
                        "-c",
                        "ip link set lo up && exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Relay.class.getName(),
                        folder.toString(),
                        member)
                .redirectErrorStream(true)
                .start();
        BufferedReader said = relay.inputReader(StandardCharsets.UTF_8);
        String first = said.readLine();
        if (!Relay.READY.equals(first)) {
            relay.destroyForcibly();
            throw new IOException(
                    "Network namespace cannot be made: said=" + first + "; it needs root, unshare and ip");
        }
        return new Namespace(relay);
    }

    /** Command by which a process is started in it. */
    List<String> launcher() {
        return List.of("nsenter", "--net=/proc/" + relay.pid() + "/ns/net");
    }

    /** Carries connections to a port out of it from now on. */
    void carryOut(int port) throws IOException {
        Writer commands = relay.outputWriter(StandardCharsets.UTF_8);
        commands.write(port + "\n");
        commands.flush();
    }

    @Override
    public void close() throws IOException {
        relay.getOutputStream().close();
        try {
            if (!relay.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                relay.destroyForcibly();
            }
        } catch (InterruptedException e) {
            relay.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
