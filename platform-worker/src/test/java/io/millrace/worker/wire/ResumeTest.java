package io.millrace.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.ExchangeContract;
import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Outlet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that break and come back. */
class ResumeTest {

    private final WirePair pair = new WirePair(WireSettings.DEFAULTS);
    private final Attempt sending = pair.wire1.open(WirePair.spec(1));
    private final Attempt receiving = pair.wire2.open(WirePair.spec(1));
    private final Outlet outlet = WirePair.outlet(sending, WirePair.address(1, 0));
    private final Inlet inlet = WirePair.inlet(receiving, WirePair.address(1, 0));
    private final List<String> taken = new ArrayList<>();

    @AfterEach
    void shouldLeaveNothingBehind() {
        pair.close();
    }

    @Test
    void shouldGoOnAsIfNothingHadHappened() {
        Line line = pair.connect();
        assertThat(offer("a")).isTrue();
        line.run();
        line.cut();
        assertThat(offer("b")).as("offered without a connection").isFalse();
        assertThat(outlet.isFull()).isTrue();
        line = pair.connect();
        assertThat(offer("b")).isTrue();
        line.run();
        assertThat(take()).containsExactly("a@1", "b@1");
        assertThat(pair.events1.all).containsExactly("connected 2", "disconnected 2: cut", "connected 2");
        assertThat(pair.events2.all).isEmpty();
    }

    @Test
    void shouldSayWhatWasLostForACutAtEveryByte() {
        int bytes = cutAt(-1);
        assertThat(bytes).isGreaterThan(100);
        for (int at = 0; at <= bytes; at++) {
            cutAt(at);
        }
    }

    /** Sends two frames, lets so many bytes of them through, and connects again. Returns how many bytes they have. */
    private static int cutAt(int position) {
        WirePair pair = new WirePair(WireSettings.DEFAULTS);
        Attempt sending = pair.wire1.open(WirePair.spec(1));
        Attempt receiving = pair.wire2.open(WirePair.spec(1));
        Outlet cut = WirePair.outlet(sending, WirePair.address(1, 0));
        Outlet other = WirePair.outlet(sending, WirePair.address(1, 1));
        Inlet cutInlet = WirePair.inlet(receiving, WirePair.address(1, 0));
        Inlet otherInlet = WirePair.inlet(receiving, WirePair.address(1, 1));
        Line line = pair.connect();
        assertThat(offer(other, "x")).isTrue();
        line.run();
        assertThat(offer(cut, "first")).isTrue();
        byte[] first = line.dialling.take();
        assertThat(offer(cut, "second")).isTrue();
        byte[] second = line.dialling.take();
        byte[] both = Frames.join(List.of(first, second));
        byte[] part = Arrays.copyOf(both, Math.max(0, position));
        MemoryPipe.deliver(part, 1 << 20, line.accepted);
        line.cut();

        Line next = pair.connect();
        int arrived = part.length == both.length ? 2 : part.length >= first.length ? 1 : 0;
        List<String> expected = arrived == 2 ? List.of("first@1", "second@1", "third@1") : List.of();
        boolean isOffered = offer(cut, "third");
        next.run();
        assertThat(isOffered).as("cut at %d", position).isEqualTo(arrived == 2);
        assertThat(pair.events1.lost).as("cut at %d", position).isEqualTo(lost(false, arrived));
        assertThat(pair.events2.lost).as("cut at %d", position).isEqualTo(lost(true, arrived));
        assertThat(take(cutInlet)).as("cut at %d", position).isEqualTo(expected);
        assertThat(pair.events1.areMessagesLost || pair.events2.areMessagesLost).isFalse();
        // The channel beside it is as it was.
        assertThat(offer(other, "y")).isTrue();
        next.run();
        assertThat(take(otherInlet)).containsExactly("x@1", "y@1");
        pair.close();
        return both.length;
    }

    private static List<LostChannel> lost(boolean isInbound, int arrived) {
        return arrived == 2
                ? List.of()
                : List.of(new LostChannel("orders", WirePair.address(1, 0), isInbound, 2, arrived));
    }

    @Test
    void shouldKeepTheCreditOverAConnection() {
        Line line = pair.connect();
        int sent = 0;
        while (offer("x".repeat(1000))) {
            sent++;
        }
        line.run();
        line.cut();
        line = pair.connect();
        assertThat(outlet.isFull())
                .as("credit is used up on the new connection too")
                .isTrue();
        assertThat(take()).hasSize(sent);
        line.cut();
        // The grants were made while there was no connection to tell them on.
        line = pair.connect();
        assertThat(outlet.isFull()).isFalse();
    }

    @Test
    void shouldTellTheGrantThatWasMadeWhileThereWasNoConnection() {
        Line line = pair.connect();
        int sent = 0;
        while (offer("x".repeat(1000))) {
            sent++;
        }
        line.run();
        line.cut();
        assertThat(take()).hasSize(sent);
        pair.connect();
        assertThat(outlet.isFull()).isFalse();
    }

    @Test
    void shouldTakeOverFromAConnectionThatSeemsToBeThere() {
        Line old = pair.connect();
        assertThat(offer("a")).isTrue();
        byte[] late = old.dialling.take();
        Line line = pair.connect();
        assertThat(pair.events1.lost).containsExactly(new LostChannel("orders", WirePair.address(1, 0), false, 1, 0));
        MemoryPipe.deliver(late, 1 << 20, old.accepted);
        line.run();
        assertThat(take()).as("what comes late over the old one is lost").isEmpty();
        assertThat(old.accepting.isClosed()).isTrue();
        assertThat(old.dialling.isClosed()).isTrue();
        old.cut();
        assertThat(line.dialled.isOpen()).isTrue();
    }

    @Test
    void shouldLoseEverythingWithTheReceivingProcess() {
        Line line = pair.connect();
        assertThat(offer("a")).isTrue();
        line.run();
        assertThat(pair.wire1.send(2, bytes("m"))).isTrue();
        line.run();
        line.cut();
        pair.wire2.close();
        pair.wire2 = pair.wire(WireSettings.DEFAULTS, WirePair.member(2, 23), WirePair.SECRET, pair.events2);
        pair.connect();
        assertThat(pair.events1.lost).containsExactly(new LostChannel("orders", WirePair.address(1, 0), false, 1, -1));
        assertThat(pair.events1.areMessagesLost).isTrue();
        assertThat(outlet.isFull()).isTrue();
    }

    @Test
    void shouldLoseEverythingWithTheSendingProcess() {
        Line line = pair.connect();
        assertThat(offer("a")).isTrue();
        line.run();
        line.cut();
        pair.wire1.close();
        pair.wire1 = pair.wire(WireSettings.DEFAULTS, WirePair.member(1, 12), WirePair.SECRET, pair.events1);
        pair.connect();
        assertThat(pair.events2.lost).containsExactly(new LostChannel("orders", WirePair.address(1, 0), true, -1, 1));
        assertThat(take()).as("what waits on a lost channel").isEmpty();
    }

    @Test
    void shouldKeepAnAttemptThatTheOtherProcessHasNotSeenYet() {
        pair.connect().cut();
        Attempt sending2 = pair.wire1.open(WirePair.spec(2));
        Outlet early = WirePair.outlet(sending2, WirePair.address(2, 0));
        pair.wire2.close();
        pair.wire2 = pair.wire(WireSettings.DEFAULTS, WirePair.member(2, 23), WirePair.SECRET, pair.events2);
        Attempt receiving2 = pair.wire2.open(WirePair.spec(2));
        WirePair.inlet(receiving2, WirePair.address(2, 0));
        pair.connect();
        assertThat(early.isFull()).isFalse();
    }

    @Test
    void shouldSayThatMessagesWereLost() {
        Line line = pair.connect();
        assertThat(pair.wire1.send(2, bytes("one"))).isTrue();
        line.run();
        assertThat(pair.wire1.send(2, bytes("two"))).isTrue();
        line.cut();
        assertThat(pair.wire1.send(2, bytes("nothing")))
                .as("sent without a connection")
                .isFalse();
        line = pair.connect();
        assertThat(pair.events1.areMessagesLost).isTrue();
        assertThat(pair.events2.areMessagesLost).isTrue();
        assertThat(pair.wire1.send(2, bytes("three"))).isTrue();
        line.run();
        assertThat(pair.events2.messages).containsExactly("1:one", "1:three");
        assertThat(pair.events1.lost).isEmpty();
    }

    @Test
    void shouldBoundWhatMessagesAreOnTheirWay() {
        Line line = pair.connect();
        byte[] message = new byte[Wire.MAX_MESSAGE_BYTES];
        int sent = 0;
        while (pair.wire1.send(2, message)) {
            sent++;
        }
        assertThat(sent).isEqualTo(4);
        line.run();
        assertThat(pair.wire1.send(2, message)).isTrue();
        line.run();
        assertThat(pair.events2.messages).hasSize(5);
    }

    @Test
    void shouldResumeMoreChannelsThanFitIntoOneFrame() {
        List<Outlet> outlets = new ArrayList<>();
        List<Inlet> inlets = new ArrayList<>();
        WirePair many = new WirePair(WireSettings.DEFAULTS.withMemory(64 << 20, 1024));
        Attempt out = many.wire1.open(WirePair.spec(1));
        Attempt in = many.wire2.open(WirePair.spec(1));
        for (int i = 0; i < 2500; i++) {
            outlets.add(WirePair.outlet(out, WirePair.address(1, i)));
            inlets.add(WirePair.inlet(in, WirePair.address(1, i)));
        }
        Line line = many.connect();
        outlets.forEach(each -> assertThat(offer(each, "a")).isTrue());
        line.run();
        outlets.subList(100, 2500).forEach(each -> assertThat(offer(each, "b")).isTrue());
        line.cut();
        many.connect();
        assertThat(many.events1.lost).hasSize(2400);
        assertThat(many.events2.lost)
                .hasSize(2400)
                .allMatch(each -> each.sentFrames() == 2 && each.receivedFrames() == 1);
        assertThat(outlets.subList(0, 100)).noneMatch(Outlet::isFull);
        assertThat(outlets.subList(100, 2500)).allMatch(Outlet::isFull);
        many.close();
    }

    private boolean offer(String value) {
        return offer(outlet, value);
    }

    private static boolean offer(Outlet outlet, String value) {
        Batch batch = outlet.obtain();
        batch.add(value, 1);
        return outlet.offer(batch);
    }

    private List<String> take() {
        taken.addAll(take(inlet));
        return taken;
    }

    static List<String> take(Inlet inlet) {
        List<String> taken = new ArrayList<>();
        for (Batch batch = inlet.poll(); batch != null; batch = inlet.poll()) {
            taken.addAll(ExchangeContract.describe(batch));
            inlet.release(batch);
        }
        return taken;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
