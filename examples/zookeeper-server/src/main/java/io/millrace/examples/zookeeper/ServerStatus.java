package io.millrace.examples.zookeeper;

import io.millrace.examples.process.Loopback;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a server says of itself. */
final class ServerStatus {

    /** One of ZooKeeper's words of four letters. */
    static final String COMMAND = "srvr";

    private static final int TRY_MILLIS = 2_000;
    private static final int MAX_BYTES = 10_000;
    private static final String MODE = "Mode: ";

    private ServerStatus() {}

    /** What the server at this port serves as: "leader", "follower" or "standalone"; null while it does not serve. */
    static @Nullable String mode(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(Loopback.address(port), TRY_MILLIS);
            socket.setSoTimeout(TRY_MILLIS);
            socket.getOutputStream().write(COMMAND.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(MAX_BYTES);
            return parse(new String(answer, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null;
        }
    }

    static @Nullable String parse(String answer) {
        return answer.lines()
                .filter(line -> line.startsWith(MODE))
                .map(line -> line.substring(MODE.length()).strip())
                .findFirst()
                .orElse(null);
    }
}
