package io.millrace.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.Control;
import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Outlet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An open connection on which something is wrong. */
class FaultsTest {

    private final WirePair pair = new WirePair(WireSettings.DEFAULTS);
    private final Attempt sending = pair.wire1.open(WirePair.spec(1));
    private final Attempt receiving = pair.wire2.open(WirePair.spec(1));
    private final Outlet outlet = WirePair.outlet(sending, WirePair.address(1, 0));
    private final Inlet inlet = WirePair.inlet(receiving, WirePair.address(1, 0));
    private final Line line = pair.connect();

    @AfterEach
    void shouldLeaveNothingBehind() {
        line.run();
        pair.close();
    }

    @Test
    void shouldCloseOnAWrongChecksumWhereverABitIsWrong() {
        byte[] frame = dataFrame("value");
        // Not in the length: that makes another frame of it, and is in the next test.
        for (int bit = 32; bit < 8 * frame.length; bit++) {
            WirePair other = new WirePair(WireSettings.DEFAULTS);
            Line fresh = other.connect();
            byte[] wrong = frame.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            MemoryPipe.deliver(wrong, 1 << 20, fresh.accepted);
            assertThat(OpeningTest.error(fresh.accepting)).as("bit %d", bit).contains("wrong checksum");
            fresh.cut();
            other.close();
        }
    }

    @Test
    void shouldCloseOnALengthBeyondTheBoundBeforeTakingMemory() {
        long before = pair.buffers.longestBytes();
        MemoryPipe.deliver(new byte[] {0x7f, -1, -1, -1}, 4, line.accepted);
        assertThat(OpeningTest.error(line.accepting)).contains("bytes=2147483651, minBytes=32, maxBytes=4194304");
        // The text of the error is all that memory was taken for.
        assertThat(pair.buffers.longestBytes()).isLessThanOrEqualTo(Math.max(before, 1024));
    }

    @Test
    void shouldCloseOnARepeatedFrame() {
        byte[] frame = dataFrame("value");
        MemoryPipe.deliver(frame, 1 << 20, line.accepted);
        MemoryPipe.deliver(frame, 1 << 20, line.accepted);
        assertThat(OpeningTest.error(line.accepting))
                .contains("Frame is missing or repeated", "sequence=1, expected=2");
        // What came before is there.
        assertThat(ResumeTest.take(inlet)).containsExactly("value@1");
    }

    @Test
    void shouldCloseOnAMissingFrame() {
        dataFrame("lost");
        MemoryPipe.deliver(dataFrame("value"), 1 << 20, line.accepted);
        assertThat(OpeningTest.error(line.accepting))
                .contains("Frame is missing or repeated", "sequence=2, expected=1");
    }

    @Test
    void shouldCloseOnARepeatedControlFrame() {
        byte[] ping = Frames.control(FrameType.PING, 0, 0, 1, new byte[0]);
        MemoryPipe.deliver(ping, 1 << 20, line.accepted);
        assertThat(OpeningTest.error(line.accepting)).contains("Frame is missing or repeated: type=PING, sequence=1");
    }

    @Test
    void shouldCloseWhenMoreComesThanWasGranted() {
        byte[] frame = dataFrame("x".repeat(30_000));
        for (int i = 1; i <= 3; i++) {
            MemoryPipe.deliver(Frames.withSequence(frame, i), 1 << 20, line.accepted);
        }
        assertThat(line.accepted.isOpen())
                .as("with one frame beyond the credit")
                .isTrue();
        MemoryPipe.deliver(Frames.withSequence(frame, 4), 1 << 20, line.accepted);
        assertThat(OpeningTest.error(line.accepting))
                .contains("More was sent than there was credit for: channel=attempt 1, exchange 0, 0 → 0")
                .contains("granted=65536");
    }

    @Test
    void shouldChargeTinyFramesForWhatTheyCost() {
        int sent = 0;
        while (offer("x")) {
            sent++;
        }
        assertThat(sent).isEqualTo(65536 / 512);
    }

    @Test
    void shouldLetFewControlEventsPassWithoutCredit() {
        while (offer("x".repeat(1000))) {
            // Until there is no more credit.
        }
        int passed = 0;
        while (offerControl()) {
            passed++;
        }
        assertThat(passed).isEqualTo(Charge.MAX_UNCREDITED);
        line.run();
        assertThat(line.accepted.isOpen()).isTrue();
        assertThat(ResumeTest.take(inlet)).filteredOn("IDLE"::equals).hasSize(passed);
        line.run();
        assertThat(offer("y")).isTrue();
        assertThat(offerControl()).isTrue();
    }

    @Test
    void shouldCloseOnMoreControlEventsWithoutCredit() {
        assertThat(offerControl()).isTrue();
        byte[] frame = line.dialling.take();
        for (int i = 1; i <= 128 + Charge.MAX_UNCREDITED; i++) {
            MemoryPipe.deliver(Frames.withSequence(frame, i), 1 << 20, line.accepted);
        }
        assertThat(line.accepted.isOpen()).isTrue();
        MemoryPipe.deliver(Frames.withSequence(frame, 129 + Charge.MAX_UNCREDITED), 1 << 20, line.accepted);
        assertThat(OpeningTest.error(line.accepting)).contains("More was sent than there was credit for");
    }

    @Test
    void shouldCloseOnAFrameForAChannelWithoutAnEnd() {
        byte[] frame = dataFrame("value");
        FrameHeader.setInt(frame, FrameHeader.FROM, 77);
        MemoryPipe.deliver(Frames.sealed(frame), 1 << 20, line.accepted);
        assertThat(OpeningTest.error(line.accepting)).contains("a channel that was granted nothing");
    }

    @Test
    void shouldDropFramesOfAnAttemptThatIsClosed() {
        byte[] frame = dataFrame("value");
        receiving.close();
        MemoryPipe.deliver(frame, 1 << 20, line.accepted);
        assertThat(line.accepted.isOpen()).isTrue();
        assertThat(pair.wire2.counts().droppedFrames()).isEqualTo(1);
        assertThat(inlet.poll()).isNull();
    }

    @Test
    void shouldBeHeardEverySecondAndCloseAfterFiveOfSilence() {
        long second = 1_000_000_000;
        line.dialled.onTick(0);
        line.dialling.take();
        line.dialled.onTick(second);
        assertThat(Frames.split(line.dialling.take()).stream().map(Frames::type))
                .containsExactly(FrameType.PING);
        assertThat(offer("x")).isTrue();
        line.dialled.onTick(2 * second);
        assertThat(Frames.split(line.dialling.take()).stream().map(Frames::type))
                .as("no need to ping while data goes")
                .containsExactly(FrameType.DATA);
        line.accepted.onTick(0);
        line.accepted.onTick(second);
        MemoryPipe.deliver(line.accepting.take(), 1 << 20, line.dialled);
        line.dialled.onTick(3 * second);
        line.dialled.onTick(8 * second - 1);
        assertThat(line.dialled.isOpen()).isTrue();
        line.dialled.onTick(8 * second);
        assertThat(line.dialled.isOpen()).isFalse();
        assertThat(OpeningTest.error(line.dialling)).contains("Nothing was heard for too long: nanos=5000000000");
        assertThat(pair.events1.all).last().asString().startsWith("disconnected 2: Nothing was heard");
    }

    @Test
    void shouldTellTheOtherSideWhyItCloses() {
        line.accepted.close("The executor is stopping");
        line.run();
        assertThat(pair.events1.all).containsExactly("connected 2", "disconnected 2: The executor is stopping");
        assertThat(line.dialling.isClosed()).isTrue();
    }

    @Test
    void shouldNameARecordThatIsLongerThanEitherSideTakes() {
        WirePair uneven =
                new WirePair(WireSettings.DEFAULTS, WireSettings.DEFAULTS.withFrames(256, 32 << 10, 64 << 10));
        Outlet out = WirePair.outlet(uneven.wire1.open(WirePair.spec(1)), WirePair.address(1, 0));
        Inlet in = WirePair.inlet(uneven.wire2.open(WirePair.spec(1)), WirePair.address(1, 0));
        Line between = uneven.connect();
        Batch batch = out.obtain();
        batch.add("x".repeat(60_000), 1);
        batch.add("y".repeat(70_000), 1);
        assertThatThrownBy(() -> out.offer(batch))
                .isInstanceOf(ExchangeException.class)
                .hasMessage("Record is too long for a frame: exchange=read → split, type=string,"
                        + " class=java.lang.String, bytes=more than 65480, maxFrameBytes=65536; raise maxFrameBytes on"
                        + " all executors, or send less in a record");
        between.run();
        assertThat(ResumeTest.take(in)).as("what stood before it").hasSize(1);
        uneven.close();
    }

    @Test
    void shouldFailTheTaskThatReadsAFrameOfAnotherType() {
        byte[] frame = dataFrame("value");
        frame[frame.length - 6] = 127;
        MemoryPipe.deliver(Frames.sealed(frame), 1 << 20, line.accepted);
        assertThatThrownBy(inlet::poll).isInstanceOf(RuntimeException.class);
        assertThat(inlet.poll()).isNull();
    }

    @Test
    void shouldNotReadMoreEntriesThanAFrameHasBytes() {
        byte[] frame = dataFrame("value");
        FrameHeader.setInt(frame, DataFrame.ENTRIES, Integer.MAX_VALUE);
        MemoryPipe.deliver(Frames.sealed(frame), 1 << 20, line.accepted);
        assertThat(OpeningTest.error(line.accepting)).contains("DATA frame is malformed", "entries=2147483647");
    }

    @Test
    void shouldCloseAnAttemptWhileItIsInUse() {
        assertThat(offer("a")).isTrue();
        assertThat(offer("b")).isTrue();
        line.run();
        Batch batch = inlet.poll();
        receiving.close();
        sending.close();
        assertThat(inlet.poll()).isNull();
        inlet.release(batch);
        assertThat(offer("c")).isFalse();
        assertThat(outlet.isFull()).isTrue();
        line.run();
        assertThat(line.accepted.isOpen()).isTrue();
        receiving.close();
    }

    @Test
    void shouldRefuseSettingsThatDoNotFit() {
        assertThatThrownBy(() -> WireSettings.DEFAULTS.withFrames(256, 1 << 20, 64 << 10))
                .hasMessage("Setting of the wire is out of bounds: targetFrameBytes=1048576");
    }

    private byte[] dataFrame(String value) {
        line.run();
        assertThat(offer(value)).isTrue();
        List<byte[]> frames = new ArrayList<>(Frames.split(line.dialling.take()));
        assertThat(frames).hasSize(1);
        return frames.get(0);
    }

    private boolean offer(String value) {
        Batch batch = outlet.obtain();
        batch.add(value, 1);
        return outlet.offer(batch);
    }

    private boolean offerControl() {
        Batch batch = outlet.obtain();
        batch.control(Control.IDLE);
        return outlet.offer(batch);
    }
}
