package io.millrace.worker.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {

    private static Certificates member;
    private static Certificates elsewhere;
    private static Certificates stranger;
    private static Tls tls;

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws Exception {
        member = Certificates.of(folder, "member", "dns:localhost,ip:127.0.0.1");
        elsewhere = Certificates.of(folder, "elsewhere", "dns:elsewhere.example");
        stranger = Certificates.of(folder, "stranger", "dns:localhost,ip:127.0.0.1");
        tls = member.trusting(member, elsewhere);
    }

    @Test
    void shouldCarryBytesBothWays() {
        try (Node server = node(tls);
                Node client = node(tls)) {
            client.dial(server);
            FakeConnection there = client.protocol.openDialled();
            FakeConnection here = server.protocol.openAccepted();

            for (int i = 0; i < 10_000; i++) {
                there.send(i);
                here.send(i);
            }

            Await.until("all arrive", () -> here.numbers == 10_000 && there.numbers == 10_000);
            assertThat(here.wrong + there.wrong).isEmpty();
        }
    }

    @Test
    void shouldBindBothEndsToTheCertificateOfTheServer() {
        try (Node server = node(tls);
                Node client = node(tls)) {
            client.dial(server);
            byte[] there = client.protocol.openDialled().pipe.channelBinding();
            byte[] here = server.protocol.openAccepted().pipe.channelBinding();

            assertThat(there).hasSize(32).isEqualTo(here);
        }
    }

    @Test
    void shouldVerifyTheNameOfTheServer() throws Exception {
        try (Node server = node(elsewhere.trusting(member));
                Node client = node(tls)) {
            client.dial(server);

            Await.until("it fails again and again", () -> client.counters.failedDials.sum() >= 3);
            assertThat(client.protocol.dialled).isEmpty();
            assertThat(server.counters.open.sum()).isZero();
        }
    }

    @Test
    void shouldNotTrustAStrangerAsServer() throws Exception {
        try (Node server = node(stranger.trusting(member));
                Node client = node(tls)) {
            client.dial(server);

            Await.until("it fails again and again", () -> client.counters.failedDials.sum() >= 3);
            assertThat(client.protocol.dialled).isEmpty();
        }
    }

    @Test
    void shouldNotTrustAStrangerAsClient() throws Exception {
        try (Node server = node(tls);
                Node client = node(stranger.trusting(member))) {
            client.dial(server);

            Await.until("it is refused again and again", () -> server.counters.refused.sum() >= 3);
            assertThat(server.protocol.accepted).isEmpty();
            assertThat(server.warnings).hasSizeBetween(1, 3);
        }
    }

    @Test
    void shouldRefuseAPlainClientOnATlsServer() {
        try (Node server = node(tls);
                Node client = node(null)) {
            client.dial(server);

            Await.until("it is refused again and again", () -> server.counters.refused.sum() >= 5);
            assertThat(server.protocol.accepted).as("nothing is decoded").isEmpty();
            assertThat(server.warnings).hasSizeBetween(1, 2);
            assertThat(server.warnings.get(0)).contains("127.0.0.1", "not an SSL/TLS record");
        }
    }

    @Test
    void shouldRefuseATlsClientOnAPlainServer() {
        try (Node server = node(null);
                Node client = node(tls)) {
            client.dial(server);

            Await.until("it fails again and again", () -> client.counters.failedDials.sum() >= 3);
            assertThat(client.protocol.dialled).isEmpty();
            assertThat(server.counters.open.sum()).isZero();
        }
    }

    @Test
    void shouldCloseConnectionsThatDoNotEvenBeginTls() throws Exception {
        NetSettings settings = Node.SETTINGS.withTimes(new NetTimes(200, 1, 20, 50, 500));
        try (Node server = Node.start(settings, tls);
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            assertThat(silent.getInputStream().read())
                    .as("closed by the server")
                    .isEqualTo(-1);
            Await.until("nobody is left", () -> server.door.unopened() == 0);
            assertThat(server.counters.refused.sum()).isEqualTo(1);
        }
    }

    @Test
    void shouldNameProtocolsThatCannotBe() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());

        assertThatThrownBy(() -> Tls.mutual(keys, trust, Set.of("TLSv9"), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TLS");
    }

    private static Node node(@Nullable Tls tls) {
        return Node.start(Node.SETTINGS, tls);
    }
}
