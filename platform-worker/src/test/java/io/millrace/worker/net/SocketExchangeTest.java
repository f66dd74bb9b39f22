package io.millrace.worker.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.ExchangeContract;
import io.millrace.worker.exchange.Waker;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Channels between two executors over real sockets. */
class SocketExchangeTest {

    private static Tls tls;

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws Exception {
        Certificates member = Certificates.of(folder, "member", "dns:localhost,ip:127.0.0.1,ip:::1");
        tls = member.trusting(member);
    }

    @Timeout(60)
    abstract static class OverSockets extends ExchangeContract {

        private final boolean isSecured;
        private final String host;
        private @Nullable Executor sending;
        private @Nullable Executor receiving;
        private int channels;

        OverSockets(boolean isSecured, String host) {
            this.isSecured = isSecured;
            this.host = host;
        }

        @BeforeEach
        void connect() throws Exception {
            NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getByName(host));
            assumeTrue(loopback != null && loopback.isUp(), "This machine has no address " + host);
            sending = start(1);
            receiving = start(2);
            sending.plane.connect(2, host, receiving.plane.port());
        }

        private Executor start(int number) {
            return Executor.start(
                    number, isSecured ? tls : null, host, Executor.WIRE.withFrames(BATCH_SIZE, 4 << 10, 64 << 10));
        }

        @Override
        protected Ends open(boolean isKeyed, Waker producer, Waker consumer) {
            int exchange = isKeyed ? Executor.KEYED : Executor.PLAIN;
            ChannelAddress address = new ChannelAddress(Executor.ATTEMPT, exchange, channels++, 0);
            return new Ends(
                    sending.attempt.outlet(address, 2, producer), receiving.attempt.inlet(address, 1, consumer));
        }

        @Override
        protected void await(BooleanSupplier condition) {
            Await.until("it comes to that", condition);
        }

        @AfterEach
        void shouldLeaveNothingBehind() {
            if (sending == null || receiving == null) {
                return;
            }
            assertThat(sending.events).isSubsetOf("connected 2");
            sending.close();
            receiving.close();
            Await.until("all is released", () -> sending.usedBuffers() == 0 && receiving.usedBuffers() == 0);
        }
    }

    @Nested
    class PlainTest extends OverSockets {
        PlainTest() {
            super(false, "127.0.0.1");
        }
    }

    @Nested
    class SecuredTest extends OverSockets {
        SecuredTest() {
            super(true, "127.0.0.1");
        }
    }

    @Nested
    class Ipv6Test extends OverSockets {
        Ipv6Test() {
            super(false, "::1");
        }
    }
}
