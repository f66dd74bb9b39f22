package io.millrace.worker.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LinkTest {

    private final Node server = Node.start();
    private final Node client = Node.start();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void shouldCarryBytesBothWaysInTheirOrder() {
        client.dial(server);
        FakeConnection there = client.protocol.openDialled();
        FakeConnection here = server.protocol.openAccepted();

        for (int i = 0; i < 10_000; i++) {
            there.send(i);
            here.send(i);
        }

        Await.until("all arrive", () -> here.numbers == 10_000 && there.numbers == 10_000);
        assertThat(here.wrong + there.wrong).isEmpty();
        NetStatistics statistics = client.counters.snapshot();
        assertThat(statistics.bytesOut()).isEqualTo(80_000 + FakeConnection.WORD.length);
        assertThat(statistics.bytesIn()).isEqualTo(80_000 + FakeConnection.WORD.length);
        assertThat(statistics.buffers()).isEqualTo(10_001);
        assertThat(statistics.flushes()).isLessThan(10_001);
    }

    @Test
    void shouldUseDaemonsOfItsOwnName() {
        client.dial(server);
        FakeConnection there = client.protocol.openDialled();

        assertThat(there.thread).startsWith("millrace-net-");
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("millrace-net"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(thread -> assertThat(thread.isDaemon()).isTrue());
    }

    @Test
    void shouldDialAgainWhenTheConnectionIsCut() throws Exception {
        try (Relay relay = Relay.to(server.port())) {
            client.dial("127.0.0.1", relay.port());
            FakeConnection first = client.protocol.openDialled();

            relay.cut();

            Await.until("first is closed", () -> !first.closedBecause.isEmpty());
            Await.until("another one is open", () -> client.counters.reconnects.sum() == 1);
            FakeConnection second = client.protocol.openDialled();
            FakeConnection accepted = server.protocol.openAccepted();
            second.send(0);
            Await.until("it works", () -> accepted.numbers == 1);
            assertThat(first.closings).isEqualTo(1);
            assertThat(client.counters.open.sum()).isEqualTo(1);
        }
    }

    @Test
    void shouldGiveUpAConnectionThatHasGoneDeaf() throws Exception {
        try (Relay relay = Relay.to(server.port())) {
            client.dial("127.0.0.1", relay.port());
            FakeConnection first = client.protocol.openDialled();
            // Otherwise it is the other side that gives up, since nobody opens what it has accepted.
            server.protocol.openAccepted();
            relay.forget();
            first.isDeafToSilence = false;

            Await.until("it is given up", () -> first.closedBecause.equals("closed by this side"));
            Await.until("another one is open", () -> client.counters.reconnects.sum() == 1);
        }
    }

    @Test
    void shouldWaitForAnExecutorThatIsNotThereYet() throws Exception {
        int port = freePort();
        client.dial("127.0.0.1", port);
        Await.until("some attempts fail", () -> client.counters.failedDials.sum() >= 3);

        try (Node late = Node.start(Node.SETTINGS.withAddress("127.0.0.1", port), null)) {
            client.protocol.openDialled();
            assertThat(late.protocol.openAccepted().isOpen).isTrue();
        }
    }

    @Test
    void shouldDialAgainWhenAnExecutorComesBack() throws Exception {
        Node first = Node.start();
        int port = first.port();
        client.dial(first);
        client.protocol.openDialled();
        first.close();
        Await.until("it is noticed", () -> client.counters.open.sum() == 0);
        Await.until("some attempts fail", () -> client.counters.failedDials.sum() >= 3);

        try (Node second = Node.start(Node.SETTINGS.withAddress("127.0.0.1", port), null)) {
            Await.until("it is connected again", () -> client.counters.reconnects.sum() == 1);
            assertThat(second.protocol.openAccepted().isOpen).isTrue();
        }
    }

    @Test
    void shouldTryANameThatResolvesToNothingAgain() {
        client.dial("nothing.invalid", 1);

        Await.until("attempts fail", () -> client.counters.failedDials.sum() >= 2);
        assertThat(client.protocol.dialled).isEmpty();
    }

    @Test
    void shouldDialNoMoreWhenItIsStopped() {
        Link link = client.dial(server);
        FakeConnection there = client.protocol.openDialled();

        link.stop();

        Await.until("it is closed", () -> !there.closedBecause.isEmpty());
        Await.until("the other side sees it", () -> server.counters.open.sum() == 0);
        assertThat(client.protocol.dialled).hasSize(1);
        assertThat(client.counters.reconnects.sum()).isZero();
    }

    @Test
    void shouldKeepAnOpenConnectionWhenTheOtherOneIsRefused() {
        Link link = client.dial(server);
        FakeConnection there = client.protocol.openDialled();
        FakeConnection here = server.protocol.openAccepted();

        link.refused();

        there.send(0);
        Await.until("it works", () -> here.numbers == 1);
    }

    /** Senders race with the end of the connection; every buffer is released, wherever it was. */
    @Test
    void shouldLeakNothingWhenTheConnectionBreaksUnderManySenders() throws Exception {
        List<ByteBuf> sent = Collections.synchronizedList(new ArrayList<>());
        try (Relay relay = Relay.to(server.port())) {
            client.dial("127.0.0.1", relay.port());
            for (int round = 0; round < 10; round++) {
                int expected = round + 1;
                FakeConnection connection = client.protocol.openDialled();
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    Thread thread = new Thread(() -> sendUntilClosed(connection, sent));
                    thread.start();
                    threads.add(thread);
                }
                Await.until("bytes flow", () -> connection.pipe != null && sent.size() > 300 * expected);
                relay.cut();
                for (Thread thread : threads) {
                    thread.join();
                }
                Await.until("the next one is open", () -> client.counters.reconnects.sum() >= expected);
            }
        }
        Await.until("all are released", () -> sent.stream().allMatch(buffer -> buffer.refCnt() == 0));
    }

    private static void sendUntilClosed(FakeConnection connection, List<ByteBuf> sent) {
        int after = 0;
        while (after < 100) {
            ByteBuf buffer = PooledByteBufAllocator.DEFAULT.heapBuffer(1_000).writeZero(1_000);
            sent.add(buffer);
            connection.pipe.send(buffer);
            after += connection.closedBecause.isEmpty() ? 0 : 1;
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
