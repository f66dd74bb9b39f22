package io.millrace.worker.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire over real sockets. */
@Timeout(120)
class DataPlaneTest {

    private static final int RECORDS = 50_000;

    private static Tls tls;

    private @Nullable Executor first;
    private @Nullable Executor second;

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws Exception {
        Certificates member = Certificates.of(folder, "member", "dns:localhost,ip:127.0.0.1");
        tls = member.trusting(member);
    }

    /** Nothing that was taken for bytes may be left, whatever the test did. */
    @AfterEach
    void closeAndLookForLeaks() {
        for (Executor executor : new Executor[] {first, second}) {
            if (executor != null) {
                executor.close();
                Await.until(
                        "all buffers are released: left=" + executor.usedBuffers(), () -> executor.usedBuffers() == 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldCarryRecordsBothWaysInTheirOrder(boolean isSecured) {
        start(isSecured ? tls : null);
        connectBoth();
        Sender there = new Sender(first.outlet(0, 0, 2));
        Receiver thereEnd = new Receiver(second.inlet(0, 0, 1));
        Sender back = new Sender(second.outlet(1, 1, 1));
        Receiver backEnd = new Receiver(first.inlet(1, 1, 2));

        Await.until("all records come", () -> {
            for (int i = 0; i < 100; i++) {
                there.step();
                back.step();
                thereEnd.step();
                backEnd.step();
            }
            return thereEnd.step() >= RECORDS && backEnd.step() >= RECORDS;
        });

        assertThat(thereEnd.wrong() + backEnd.wrong()).isEmpty();
        assertThat(first.plane.statistics().open()).isEqualTo(2);
    }

    @Test
    void shouldGoOnWhereNothingWasLost() throws Exception {
        start(null);
        try (Relay relay = Relay.to(second.plane.port())) {
            first.connect(2, relay.port());
            Sender sender = new Sender(first.outlet(0, 0, 2));
            Receiver receiver = new Receiver(second.inlet(0, 0, 1));
            Await.until("connected", () -> first.hasSeen("connected 2"));
            for (int round = 1; round <= 5; round++) {
                long target = 256L * 20 * round;
                long[] sent = new long[1];
                Await.until("records are sent", () -> {
                    receiver.step();
                    sent[0] = sender.isStuck() ? sender.step() : sent[0] >= target ? sent[0] : sender.step();
                    return sent[0] >= target && !sender.isStuck();
                });
                Await.until("they come", () -> receiver.step() == sent[0]);

                relay.cut();

                int expected = round;
                Await.until("reconnected", () -> first.plane.statistics().reconnects() == expected);
            }
            assertThat(receiver.wrong()).isEmpty();
            assertThat(first.lost).isEmpty();
            assertThat(second.lost).isEmpty();
        }
    }

    @Test
    void shouldTellBothSidesWhatWasLost() throws Exception {
        start(null);
        try (Relay relay = Relay.to(second.plane.port())) {
            first.connect(2, relay.port());
            Sender sender = new Sender(first.outlet(0, 0, 2));
            Receiver receiver = new Receiver(second.inlet(0, 0, 1));
            Await.until("records come", () -> {
                sender.step();
                return receiver.step() > 1_000;
            });

            relay.forget(); // until silence is noticed
            Await.until("more is sent than comes", () -> {
                sender.step();
                receiver.step();
                return sender.isStuck() || first.plane.statistics().reconnects() > 0;
            });

            Await.until("both know", () -> first.hasSeen("lost 2") && second.hasSeen("lost 1"));
            assertThat(first.lost).singleElement().satisfies(channel -> {
                assertThat(channel.isInbound()).isFalse();
                assertThat(channel.receivedFrames()).isLessThan(channel.sentFrames());
            });
            assertThat(second.lost)
                    .singleElement()
                    .satisfies(channel -> assertThat(channel.isInbound()).isTrue());
            assertThat(receiver.wrong()).isEmpty();
        }
    }

    @Test
    void shouldLoseEverythingWithAProcessThatCameBackAsAnother() throws Exception {
        start(null);
        first.connect(2, second.plane.port());
        Sender sender = new Sender(first.outlet(0, 0, 2));
        Receiver receiver = new Receiver(second.inlet(0, 0, 1));
        Await.until("records come", () -> {
            sender.step();
            return receiver.step() > 1_000;
        });
        second.close();
        Await.until("it is noticed", () -> first.hasSeen("disconnected 2"));

        try (Executor third = Executor.start(2)) {
            first.connect(2, third.plane.port());

            Await.until("it is told", () -> first.hasSeen("lost 2"));
        }
    }

    @Test
    void shouldCarryMessagesInTheirOrder() {
        start(null);
        connectBoth();
        for (int i = 0; i < 100; i++) {
            byte[] message = ("message " + i).getBytes(StandardCharsets.UTF_8);
            Await.until("there is room", () -> first.plane.wire().send(2, message));
        }

        Await.until("all come", () -> second.messages.size() == 100);
        assertThat(second.messages)
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "1: message " + i).toList());
    }

    @Test
    void shouldRefuseAWrongSecretAndNotHammer() {
        first = Executor.start(1, "another secret than that of the cluster");
        second = Executor.start(2);
        first.connect(2, second.plane.port());

        Await.until("we know", () -> first.hasSeen("refused 2"));
        Await.until("it is counted", () -> second.plane.statistics().refused() == 1);
        assertThat(second.events).doesNotContain("connected 1");
        assertThat(second.plane.statistics().open()).isZero();
        assertThat(first.plane.statistics().dialled())
                .as("the next attempt is a minute away")
                .isEqualTo(1);
    }

    /** One channel of eight has a consumer that does not consume. */
    @Test
    void shouldNotLetABlockedChannelHoldUpTheOthers() {
        start(null);
        first.connect(2, second.plane.port());
        int channels = 8;
        Sender[] senders = new Sender[channels];
        Receiver[] receivers = new Receiver[channels];
        for (int i = 0; i < channels; i++) {
            senders[i] = new Sender(first.outlet(i, i, 2));
            receivers[i] = new Receiver(second.inlet(i, i, 1));
        }
        Await.until("the one channel is blocked", () -> senders[0].step() > 0 && senders[0].isStuck());
        long blocked = senders[0].step();
        long[] maxUsedBytes = new long[1];

        Await.until("the others go on and on", () -> {
            boolean areThrough = true;
            for (int i = 1; i < channels; i++) {
                senders[i].step();
                areThrough &= receivers[i].step() >= RECORDS;
            }
            maxUsedBytes[0] = Math.max(maxUsedBytes[0], first.usedBytes() + second.usedBytes());
            return areThrough;
        });

        assertThat(senders[0].step())
                .as("nothing goes into the blocked channel")
                .isEqualTo(blocked);
        assertThat(second.plane.wire().counts().reservedBytes())
                .isLessThanOrEqualTo(Executor.WIRE.networkMemoryBytes());
        // Credit may be under way, in the queue of the pipe, and in the inlets; and pools round sizes up.
        assertThat(maxUsedBytes[0]).isLessThan(2 * Executor.WIRE.networkMemoryBytes());
        for (int i = 1; i < channels; i++) {
            assertThat(receivers[i].wrong()).isEmpty();
        }

        Await.until("the blocked one goes on when it is let", () -> receivers[0].step() >= blocked);
        assertThat(receivers[0].wrong()).isEmpty();
    }

    private void start(@Nullable Tls security) {
        first = Executor.start(1, security);
        second = Executor.start(2, security);
    }

    private void connectBoth() {
        first.connect(2, second.plane.port());
        second.connect(1, first.plane.port());
        Await.until("both are connected", () -> first.hasSeen("connected 2") && second.hasSeen("connected 1"));
    }
}
