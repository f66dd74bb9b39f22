package io.millrace.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Outlet;
import io.millrace.worker.exchange.Waker;
import io.millrace.worker.serial.CodecException;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Bytes that no honest side would send, in each state of a connection: nothing is thrown, no memory is taken beyond the
 * longest frame, the connection ends with one reason, and nothing is decoded that comes from somebody without the secret.
 *
 * <p>How many are tried is set by {@code millrace.wire.mutations}.
 */
class MutationTest {

    private static final int MUTATIONS = Integer.getInteger("millrace.wire.mutations", 20_000);
    private static final int MAX_FRAME_BYTES = 64 << 10;
    private static final WireSettings SETTINGS = WireSettings.DEFAULTS.withFrames(16, 1024, MAX_FRAME_BYTES);

    private final ProbedCodec codec = new ProbedCodec("string");
    private int unproved;
    private int closed;
    private int decodedAfterAll;

    /** How far a connection has come when it meets the bytes. */
    private enum Stage {
        NEW(0),
        CHALLENGED(1),
        PROVED(2),
        AGREED(3),
        OPEN(4);

        private static final List<Stage> ALL = List.of(values());

        private final int rounds;

        Stage(int rounds) {
            this.rounds = rounds;
        }
    }

    @Test
    void shouldEndWithOneReasonWhateverComes() {
        for (int seed = 0; seed < MUTATIONS; seed++) {
            try {
                run(seed);
            } catch (Throwable e) {
                fail("seed " + seed, e);
            }
        }
        assertThat(closed).as("closed connections").isGreaterThan(MUTATIONS / 2);
        assertThat(unproved).as("connections without a proof").isGreaterThan(MUTATIONS / 5);
        assertThat(decodedAfterAll)
                .as("batches that were read with right checksums")
                .isPositive();
    }

    private void run(int seed) {
        Random random = new Random(seed);
        WirePair pair = new WirePair(SETTINGS.withMemory(1 << 20, 8 << 10));
        Attempt sending = pair.wire1.open(spec());
        Attempt receiving = pair.wire2.open(spec());
        Outlet outlet = sending.outlet(new ChannelAddress(1, 0, 0, 0), 2, Waker.NONE);
        Inlet inlet = receiving.inlet(new ChannelAddress(1, 0, 0, 0), 1, Waker.NONE);
        Stage stage = Stage.ALL.get(random.nextInt(Stage.ALL.size()));
        Line line = Line.between(pair.wire1, pair.wire2, 2);
        byte[] honest = comeTo(stage, line, outlet, pair, random);
        codec.decoded = 0;
        byte[] bytes = mutated(honest, stage, random);
        deliver(bytes, random, line.accepted);
        check(stage, line, inlet, pair);
        line.cut();
        pair.close();
        assertThat(pair.buffers.longestBytes()).isLessThanOrEqualTo(MAX_FRAME_BYTES);
        assertThat(pair.events1.of("refused").size()).isLessThanOrEqualTo(1);
        assertThat(pair.events2.of("refused").size()).isLessThanOrEqualTo(1);
    }

    private AttemptSpec spec() {
        return new AttemptSpec("orders", 1, List.of(new ExchangeSpec(0, "read", codec, null, "string", null)));
    }

    /** Lets a connection come as far as is wanted. Returns what the dialling side would send next. */
    private static byte[] comeTo(Stage stage, Line line, Outlet outlet, WirePair pair, Random random) {
        for (int i = 0; i < stage.rounds; i++) {
            MemoryPipe.deliver(line.dialling.take(), 1 << 20, line.accepted);
            MemoryPipe.deliver(line.accepting.take(), 1 << 20, line.dialled);
        }
        if (stage == Stage.OPEN) {
            line.run();
            for (int i = random.nextInt(4); i >= 0; i--) {
                Batch batch = outlet.obtain();
                for (int k = random.nextInt(10); k >= 0; k--) {
                    batch.add("value " + random.nextLong(), random.nextLong());
                }
                outlet.offer(batch);
            }
            pair.wire1.send(2, new byte[random.nextInt(100)]);
        }
        return line.dialling.take();
    }

    private void check(Stage stage, Line line, Inlet inlet, WirePair pair) {
        boolean isProved = stage.rounds >= Stage.PROVED.rounds;
        if (!isProved && !line.accepted.isOpen()) {
            unproved++;
            assertThat(codec.decoded).isZero();
            assertThat(inlet.poll()).isNull();
            assertThat(pair.events2.messages).isEmpty();
        }
        long errors = line.accepting.isClosed()
                ? Frames.split(line.accepting.take()).stream()
                        .filter(frame -> Frames.type(frame) == FrameType.ERROR)
                        .count()
                : 0;
        if (line.accepting.isClosed()) {
            closed++;
            // None if the bytes were an ERROR of the other side.
            assertThat(errors).isLessThanOrEqualTo(1);
        }
        decodedAfterAll += read(inlet);
    }

    /** Reads what has arrived, as a task would. */
    private static int read(Inlet inlet) {
        int batches = 0;
        try {
            for (Batch batch = inlet.poll(); batch != null; batch = inlet.poll()) {
                batches++;
                inlet.release(batch);
            }
        } catch (ExchangeException | CodecException e) {
            return batches;
        }
        return batches;
    }

    private static void deliver(byte[] bytes, Random random, Connection to) {
        int at = 0;
        while (at < bytes.length) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 8 : 4096));
            to.onBytes(Unpooled.copiedBuffer(bytes, at, end - at));
            at = end;
        }
    }

    private static byte[] mutated(byte[] honest, Stage stage, Random random) {
        List<byte[]> frames = new ArrayList<>(Frames.split(honest));
        if (frames.isEmpty() || random.nextInt(20) == 0) {
            byte[] noise = new byte[random.nextInt(2000)];
            random.nextBytes(noise);
            return noise;
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            mutate(frames, random);
        }
        byte[] bytes = Frames.join(frames);
        if (stage == Stage.NEW && random.nextInt(10) != 0) {
            bytes = Frames.join(List.of(new byte[] {'M', 'L', 'R', 'C'}, bytes));
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private static void mutate(List<byte[]> frames, Random random) {
        int at = random.nextInt(frames.size());
        byte[] frame = frames.get(at).clone();
        boolean isSealed = random.nextInt(3) != 0;
        switch (random.nextInt(8)) {
            case 0 -> frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            case 2 -> frame = Arrays.copyOf(frame, Math.max(FrameHeader.BYTES, random.nextInt(2 * frame.length)));
            case 3 -> frames.add(at, frame.clone());
            case 4 -> {
                frame[FrameHeader.TYPE] = (byte) random.nextInt(18);
                frame[FrameHeader.FLAGS] = (byte) random.nextInt();
            }
            case 5 -> FrameHeader.setInt(frame, FrameHeader.LENGTH, lie(frame.length, random));
            case 6 -> {
                byte[] other = frames.get(random.nextInt(frames.size()));
                int head = random.nextInt(frame.length);
                byte[] joined = Arrays.copyOf(frame, Math.max(FrameHeader.BYTES, head + other.length));
                System.arraycopy(other, 0, joined, head, Math.min(other.length, joined.length - head));
                frame = joined;
            }
            default ->
                FrameHeader.setInt(
                        frame, FrameHeader.LENGTH + 4 * random.nextInt(frame.length / 4), lie(frame.length, random));
        }
        int lied = FrameHeader.getInt(frame, FrameHeader.LENGTH);
        if (isSealed) {
            Frames.sealed(frame);
            if (random.nextInt(8) == 0) {
                FrameHeader.setInt(frame, FrameHeader.LENGTH, lied);
            }
        }
        frames.set(at, frame);
    }

    private static int lie(int length, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Integer.MAX_VALUE;
            case 1 -> -1 - random.nextInt(1000);
            case 2 -> random.nextInt(2 * length);
            case 3 -> MAX_FRAME_BYTES - random.nextInt(10);
            default -> random.nextInt();
        };
    }
}
