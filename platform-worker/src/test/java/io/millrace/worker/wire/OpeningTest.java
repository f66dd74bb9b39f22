package io.millrace.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is let in, and what the others are told. */
class OpeningTest {

    private static final byte[] MAGIC = "MLRC".getBytes(StandardCharsets.US_ASCII);

    private final WirePair pair = new WirePair(WireSettings.DEFAULTS);

    @AfterEach
    void shouldLeaveNothingBehind() {
        pair.close();
    }

    @Test
    void shouldOpenBetweenMembersOfTheSame() {
        Line line = pair.connect();
        assertThat(pair.events1.all).containsExactly("connected 2");
        assertThat(pair.events2.all).isEmpty();
        line.cut();
        assertThat(pair.events1.all).containsExactly("connected 2", "disconnected 2: cut");
    }

    @Test
    void shouldOpenWhateverThePieces() {
        for (int piece = 1; piece < 300; piece += 7) {
            WirePair other = new WirePair(WireSettings.DEFAULTS);
            Line line = Line.between(other.wire1, other.wire2, 2);
            line.run(piece);
            assertThat(line.dialled.isOpen()).as("piece %d", piece).isTrue();
            other.close();
        }
    }

    @Test
    void shouldRefuseAnotherSecret() {
        Wire stranger = pair.wire(
                WireSettings.DEFAULTS,
                WirePair.member(1, 11),
                ClusterSecret.of("another secret of the same length"),
                pair.events1);
        run(stranger, pair.wire2);
        assertThat(pair.events2.all)
                .containsExactly("refused -1: The dialling side does not know the secret of the cluster; give the same"
                        + " one to all members");
        assertThat(pair.events1.all).containsExactly("refused 2: " + reason(pair.events2));
    }

    @Test
    void shouldNotProveItselfToWhoDoesNotKnowTheSecret() {
        MemoryPipe pipe = new MemoryPipe();
        Connection accepted = pair.wire2.accept(pipe);
        MemoryPipe.deliver(MAGIC, 4, accepted);
        MemoryPipe.deliver(challenge(1, 1), 1000, accepted);
        MemoryPipe.deliver(Frames.control(FrameType.PROOF, 0, 0, 2, new byte[32]), 1000, accepted);
        assertThat(Frames.split(pipe.take()).stream().map(Frames::type))
                .containsExactly(FrameType.CHALLENGE, FrameType.ERROR);
        assertThat(pipe.isClosed()).isTrue();
    }

    @Test
    void shouldRefuseAReplayedOpening() {
        Line line = Line.between(pair.wire1, pair.wire2, 2);
        MemoryPipe recorded = new MemoryPipe();
        byte[] all = record(line);
        assertThat(line.accepted.isOpen()).isTrue();
        Connection again = pair.wire2.accept(recorded);
        MemoryPipe.deliver(all, 1 << 20, again);
        assertThat(recorded.isClosed()).isTrue();
        assertThat(again.isOpen()).isFalse();
        assertThat(pair.events2.all).singleElement().asString().contains("does not know the secret");
        assertThat(line.accepted.isOpen()).isTrue();
    }

    private static byte[] record(Line line) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (!line.dialling.isEmpty() || !line.accepting.isEmpty()) {
            byte[] sent = line.dialling.take();
            all.writeBytes(sent);
            MemoryPipe.deliver(sent, 1 << 20, line.accepted);
            MemoryPipe.deliver(line.accepting.take(), 1 << 20, line.dialled);
        }
        return all.toByteArray();
    }

    @Test
    void shouldRefuseItsOwnWordsReflected() {
        MemoryPipe pipe = new MemoryPipe();
        Connection dialled = pair.wire1.dial(2, pipe);
        for (int i = 0; i < 5 && !pipe.isEmpty() && !pipe.isClosed(); i++) {
            MemoryPipe.deliver(pipe.take(), 1 << 20, dialled);
        }
        assertThat(pipe.isClosed()).isTrue();
        assertThat(pair.events1.all).singleElement().asString().contains("The accepting side does not know the secret");
    }

    @Test
    void shouldRefuseAProofForAnotherSecuredConnection() {
        Line line = new Line();
        line.dialled = pair.wire1.dial(2, line.dialling.bindTo((byte) 1));
        line.accepted = pair.wire2.accept(line.accepting.bindTo((byte) 2));
        line.run();
        assertThat(line.dialled.isOpen()).isFalse();
        assertThat(pair.events2.all).singleElement().asString().contains("does not know the secret");
    }

    @Test
    void shouldNameBothRangesOfVersions() {
        MemoryPipe pipe = new MemoryPipe();
        Connection accepted = pair.wire2.accept(pipe);
        MemoryPipe.deliver(MAGIC, 4, accepted);
        MemoryPipe.deliver(challenge(7, 9), 1000, accepted);
        assertThat(pipe.isClosed()).isTrue();
        assertThat(pair.events2.all)
                .containsExactly(
                        "refused -1: Sides have no version of the protocol in common: one=7 to 9, other=2 to 2;"
                                + " run the same release on all executors");
    }

    @Test
    void shouldNameWhatDiffersBetweenMembers() {
        assertThat(refusal(new Member("elsewhere", "shop", "1.0", 1, 11)))
                .isEqualTo("Executors are of different clusters: executor 2=cluster, executor 1=elsewhere");
        assertThat(refusal(new Member("cluster", "bakery", "1.0", 1, 11)))
                .isEqualTo("Executors are of different applications: executor 2=shop, executor 1=bakery");
        assertThat(refusal(new Member("cluster", "shop", "1.1", 1, 11)))
                .isEqualTo("Executors are of different versions of the application: executor 2=1.0, executor 1=1.1");
        assertThat(refusal(new Member("cluster", "shop", "1.0", 2, 11)))
                .startsWith("Executors have the same number: one=executor 2 of shop 1.0 in cluster, instance b");
    }

    private String refusal(Member member) {
        Events events = new Events();
        Wire other = pair.wire(WireSettings.DEFAULTS, member, WirePair.SECRET, events);
        pair.events2.all.clear();
        run(other, pair.wire2);
        assertThat(events.all).containsExactly("refused 2: " + reason(pair.events2));
        assertThat(pair.events2.all)
                .containsExactly(
                        "refused " + (member.executor() == 2 ? -1 : member.executor()) + ": " + reason(pair.events2));
        return reason(pair.events2);
    }

    @Test
    void shouldRefuseAnotherExecutorThanDialled() {
        Line line = Line.between(pair.wire1, pair.wire2, 3);
        line.run();
        assertThat(pair.events1.all)
                .containsExactly("refused 3: Another executor answers at this address: executor=2, expected=3");
        assertThat(pair.events2.all)
                .as("who looks for another has nothing against us")
                .containsExactly("refused -1: Another executor answers at this address: executor=2, expected=3");
    }

    @Test
    void shouldCloseWhatDoesNotBeginAsMillrace() {
        MemoryPipe pipe = new MemoryPipe();
        Connection accepted = pair.wire2.accept(pipe);
        MemoryPipe.deliver("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII), 3, accepted);
        assertThat(pipe.isClosed()).isTrue();
        assertThat(error(pipe)).contains("firstBytes=47455420, expected=4d4c5243");
    }

    @Test
    void shouldTakeNoLongFrameBeforeTheProof() {
        MemoryPipe pipe = new MemoryPipe();
        Connection accepted = pair.wire2.accept(pipe);
        MemoryPipe.deliver(MAGIC, 4, accepted);
        MemoryPipe.deliver(new byte[] {0, 0, 4, 0}, 4, accepted);
        assertThat(error(pipe)).contains("Frame is too short or too long: bytes=1028, minBytes=32, maxBytes=1024");
    }

    @Test
    void shouldTakeNothingElseBeforeTheProof() {
        for (FrameType type : FrameType.values()) {
            if (type != FrameType.CHALLENGE && type != FrameType.ERROR) {
                MemoryPipe pipe = new MemoryPipe();
                Connection accepted = pair.wire2.accept(pipe);
                MemoryPipe.deliver(MAGIC, 4, accepted);
                MemoryPipe.deliver(Frames.control(type, 0, 1, 1, new byte[64]), 1000, accepted);
                assertThat(error(pipe)).contains("Frame comes at the wrong time: type=" + type);
            }
        }
    }

    @Test
    void shouldCloseWhatDoesNotOpenInTime() {
        MemoryPipe pipe = new MemoryPipe();
        Connection accepted = pair.wire2.accept(pipe);
        long start = Long.MAX_VALUE - 1_000_000_000L;
        accepted.onTick(start);
        MemoryPipe.deliver(MAGIC, 4, accepted);
        accepted.onTick(start + 4_999_999_999L);
        assertThat(pipe.isClosed()).isFalse();
        // Bytes that lead nowhere do not put the end off.
        MemoryPipe.deliver(new byte[] {0, 0}, 4, accepted);
        accepted.onTick(start + 5_000_000_000L);
        assertThat(pipe.isClosed()).isTrue();
        assertThat(error(pipe)).contains("did not open in time");
    }

    @Test
    void shouldKeepTheSecretOutOfTexts() {
        assertThat(WirePair.SECRET.toString()).isEqualTo("ClusterSecret[…]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterSecret.of("fifteen letters"))
                .withMessage("Cluster secret is too short: bytes=15, minBytes=16; take random ones, such as of"
                        + " `openssl rand -base64 32`");
    }

    @Test
    void shouldShowTextsOfStrangersWithoutLineBreaks() {
        MemoryPipe pipe = new MemoryPipe();
        Connection dialled = pair.wire1.dial(2, pipe);
        byte[] error = Frames.bytes(
                Frames.draft(FrameType.ERROR).u16(ErrorCode.SECRET.number()).text("no\n2026 INFO all is well\u202e"),
                0,
                0,
                1);
        MemoryPipe.deliver(Frames.join(List.of(MAGIC, error)), 1000, dialled);
        assertThat(pair.events1.all).containsExactly("refused 2: no?2026 INFO all is well?");
    }

    private static byte[] challenge(int min, int max) {
        byte[] body = new byte[Opening.CHALLENGE_BYTES];
        FrameHeader.setInt(body, 0, min << 16 | max);
        return Frames.control(FrameType.CHALLENGE, 0, 0, 1, body);
    }

    private static void run(Wire one, Wire other) {
        Line line = Line.between(one, other, 2);
        line.run();
        assertThat(line.dialled.isOpen()).isFalse();
        assertThat(line.accepted.isOpen()).isFalse();
    }

    private static String reason(Events events) {
        String event = events.of("refused").get(0);
        return event.substring(event.indexOf(": ") + 2);
    }

    /** The text of the ERROR frame that was sent last. */
    static String error(MemoryPipe pipe) {
        List<byte[]> frames = Frames.split(pipe.take());
        byte[] last = frames.get(frames.size() - 1);
        assertThat(Frames.type(last)).isEqualTo(FrameType.ERROR);
        return new String(last, FrameHeader.BYTES + 6, last.length - FrameHeader.BYTES - 6, StandardCharsets.UTF_8);
    }
}
