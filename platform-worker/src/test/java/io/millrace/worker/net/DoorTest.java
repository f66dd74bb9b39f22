package io.millrace.worker.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DoorTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void shouldCloseAThousandConnectionsThatNeverSpeak() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try (Node server = Node.start(Node.SETTINGS.withBounds(50, 1_000_000), null)) {
            for (int i = 0; i < 1_000; i++) {
                silent.add(new Socket(LOOPBACK, server.port()));
                assertThat(server.door.unopened()).isLessThanOrEqualTo(50);
            }

            Await.until("all are refused", () -> server.counters.refused.sum() == 1_000);
            Await.until("nobody is left", () -> server.door.unopened() == 0);
            assertThat(server.warnings)
                    .containsExactlyInAnyOrder(
                            "Connection was not let in: from=127.0.0.1, reason=too many connections that have not shown"
                                    + " who they are: maxUnopened=50",
                            "Connection was not let in: from=127.0.0.1, reason=closed by this side");
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void shouldLetAMemberInWhenTheSilentOnesAreGone() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try (Node server = Node.start(Node.SETTINGS.withBounds(5, 1_000_000), null);
                Node client = Node.start()) {
            for (int i = 0; i < 5; i++) {
                silent.add(new Socket(LOOPBACK, server.port()));
            }
            client.dial(server);

            client.protocol.openDialled();
            server.protocol.openAccepted();
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void shouldWarnOnceOfAFloodOfGarbage() throws IOException {
        byte[] garbage = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Node server = Node.start()) {
            for (int i = 0; i < 500; i++) {
                try (Socket socket = new Socket(LOOPBACK, server.port())) {
                    socket.getOutputStream().write(garbage);
                    if (i % 2 == 0) {
                        socket.setSoLinger(true, 0); // reset
                    }
                } catch (IOException e) {
                    // It is closed before all is written.
                }
            }

            Await.until("all are refused", () -> server.counters.refused.sum() == 500);
            Await.until("nobody is left", () -> server.door.unopened() == 0);
            assertThat(server.warnings).hasSizeBetween(1, 6);
        }
    }

    @Test
    void shouldListenOnIpv6() throws IOException {
        assumeTrue(hasIpv6(), "This machine has no IPv6 on loopback");
        try (Node server = Node.start(Node.SETTINGS.withAddress("::1", 0), null);
                Node client = Node.start()) {
            client.dial("::1", server.port());
            FakeConnection there = client.protocol.openDialled();

            there.send(0);

            Await.until("it arrives", () -> server.protocol.openAccepted().numbers == 1);
        }
    }

    @Test
    void shouldNameTheAddressThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> Node.start(Node.SETTINGS.withAddress("127.0.0.1", port), null))
                    .isInstanceOf(CannotListenException.class)
                    .hasMessageContaining("host=127.0.0.1, port=" + port)
                    .hasMessageContaining("in use")
                    .hasMessageEndingWith("; set millrace.cluster.port to a port that is free here, or"
                            + " millrace.cluster.host to an address of this machine");
        }
    }

    @Test
    void shouldNameTheAddressThatIsNotOurs() {
        assertThatThrownBy(() -> Node.start(Node.SETTINGS.withAddress("nothing.invalid", 0), null))
                .isInstanceOf(CannotListenException.class)
                .hasMessageContaining("host=nothing.invalid, port=0");
    }

    private static boolean hasIpv6() throws IOException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getByName("::1"));
        return loopback != null && loopback.isUp();
    }
}
