package io.millrace.benchmark.micro;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.type.TypeRef;
import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Outlet;
import io.millrace.worker.exchange.Waker;
import io.millrace.worker.serial.Codec;
import io.millrace.worker.serial.TypeCodecs;
import io.millrace.worker.wire.Attempt;
import io.millrace.worker.wire.AttemptSpec;
import io.millrace.worker.wire.ClusterSecret;
import io.millrace.worker.wire.Connection;
import io.millrace.worker.wire.ExchangeSpec;
import io.millrace.worker.wire.LostChannel;
import io.millrace.worker.wire.Member;
import io.millrace.worker.wire.Pipe;
import io.millrace.worker.wire.Wire;
import io.millrace.worker.wire.WireContext;
import io.millrace.worker.wire.WireListener;
import io.millrace.worker.wire.WireSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Batches through an outlet, a connection in memory and an inlet, all on one thread, beside the bare codec in a loop; an
 * operation is a record.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class WireBenchmark {

    private static final List<String> WORDS = List.of(
            "the", "whale", "of", "a", "sea", "and", "in", "his", "ship", "that", "it", "was", "with", "captain",
            "boat");

    private static final int BATCH_SIZE = 256;
    private static final int LENGTH = 100;
    private static final int KEY_LENGTH = 12;

    /** Records in a batch. */
    @Param({"256", "1"})
    public int records = BATCH_SIZE;

    /** What the keys are: the value itself, or another field. */
    @Param({"value", "other"})
    public String key = "value";

    /** Whether frames are compressed. */
    @Param("false")
    public boolean isCompressed;

    /** What the values are made of: any letters, or words. */
    @Param("letters")
    public String text = "letters";

    private final String[] values = new String[BATCH_SIZE];
    private final String[] keys = new String[BATCH_SIZE];
    private final Codec<String> codec = codecs().codec(TypeRef.of(String.class));
    private final Output out = new Output(64 << 10, -1);
    private final Input in = new Input(out.getBuffer());
    private @Nullable Joined wires;

    /** Connects two wires. */
    @Setup(Level.Trial)
    public void connect() {
        Random random = new Random(1);
        for (int i = 0; i < BATCH_SIZE; i++) {
            values[i] = "words".equals(text) ? words(random) : letters(random, LENGTH);
            keys[i] = "value".equals(key) ? values[i] : letters(random, KEY_LENGTH);
        }
        wires = new Joined(codec, WireSettings.DEFAULTS.withCompression(isCompressed));
    }

    /** Closes them. */
    @TearDown(Level.Trial)
    public void close() {
        joined().close();
    }

    /** Both ways through the wire, for a batch of {@link #records}; the time is that of a batch. */
    @Benchmark
    public void batchOverTheWire(Blackhole blackhole) {
        pass(records, blackhole);
    }

    /** Both ways through the wire, for full batches. */
    @Benchmark
    @OperationsPerInvocation(BATCH_SIZE)
    public void recordOverTheWire(Blackhole blackhole) {
        pass(BATCH_SIZE, blackhole);
    }

    /** Both ways through the codec, with the key where it is another field. */
    @Benchmark
    @OperationsPerInvocation(BATCH_SIZE)
    public void recordByCodec(Blackhole blackhole) {
        out.setPosition(0);
        for (int i = 0; i < BATCH_SIZE; i++) {
            if (!keys[i].equals(values[i])) {
                codec.encode(keys[i], out);
            }
            codec.encode(values[i], out);
        }
        in.setBuffer(out.getBuffer(), 0, out.position());
        while (in.position() < in.limit()) {
            blackhole.consume(codec.decode(in));
        }
    }

    private void pass(int count, Blackhole blackhole) {
        Joined both = joined();
        Batch batch = both.outlet.obtain();
        for (int i = 0; i < count; i++) {
            batch.add(keys[i], i, values[i], i);
        }
        while (!both.outlet.offer(batch)) {
            both.move();
        }
        both.move();
        for (Batch read = both.inlet.poll(); read != null; read = both.inlet.poll()) {
            for (int i = 0; i < read.size(); i++) {
                blackhole.consume(read.value(i));
            }
            both.inlet.release(read);
        }
    }

    private Joined joined() {
        Joined joined = wires;
        if (joined == null) {
            throw new IllegalStateException("Benchmark is not set up");
        }
        return joined;
    }

    private static String letters(Random random, int length) {
        StringBuilder letters = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            letters.append((char) ('!' + random.nextInt(90)));
        }
        return letters.toString();
    }

    private static String words(Random random) {
        StringBuilder words = new StringBuilder(LENGTH);
        while (words.length() < LENGTH) {
            words.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
        }
        return words.substring(0, LENGTH);
    }

    private static TypeCodecs codecs() {
        TopologyBuilder builder = TopologyBuilder.named("benchmark");
        builder.source("source", Sources.of("a")).sink("sink", value -> {});
        return TypeCodecs.of(builder.build());
    }

    /** Two wires and a channel between them. */
    private static final class Joined {

        private final Queue<ByteBuf> forth = new ArrayDeque<>();
        private final Queue<ByteBuf> back = new ArrayDeque<>();
        private final Wire sender;
        private final Wire receiver;
        private final Connection dialled;
        private final Connection accepted;
        private final Outlet outlet;
        private final Inlet inlet;

        Joined(Codec<String> codec, WireSettings settings) {
            AttemptSpec spec = new AttemptSpec(
                    "benchmark", 1, List.of(new ExchangeSpec(0, "x", codec, codec, "string", "string")));
            this.sender = wire(settings, 1);
            this.receiver = wire(settings, 2);
            Attempt sending = sender.open(spec);
            Attempt receiving = receiver.open(spec);
            this.outlet = sending.outlet(new ChannelAddress(1, 0, 0, 0), 2, Waker.NONE);
            this.inlet = receiving.inlet(new ChannelAddress(1, 0, 0, 0), 1, Waker.NONE);
            this.dialled = sender.dial(2, new QueuePipe(forth));
            this.accepted = receiver.accept(new QueuePipe(back));
            move();
            if (outlet.isFull()) {
                throw new IllegalStateException("Channel does not open");
            }
        }

        private static Wire wire(WireSettings settings, int executor) {
            return new Wire(
                    settings,
                    new Member("cluster", "benchmark", "1", executor, executor),
                    ClusterSecret.of("a secret for the benchmark"),
                    new WireContext(
                            PooledByteBufAllocator.DEFAULT,
                            new Random(executor)::nextBytes,
                            System::nanoTime,
                            new Deaf()));
        }

        void move() {
            while (true) {
                ByteBuf next = forth.poll();
                ByteBuf answer = back.poll();
                if (next == null && answer == null) {
                    return;
                }
                if (next != null) {
                    accepted.onBytes(next);
                }
                if (answer != null) {
                    dialled.onBytes(answer);
                }
            }
        }

        void close() {
            sender.close();
            receiver.close();
            forth.forEach(ByteBuf::release);
            back.forEach(ByteBuf::release);
        }
    }

    /** Hands over what is sent as it is. */
    private record QueuePipe(Queue<ByteBuf> sent) implements Pipe {

        @Override
        public void send(ByteBuf bytes) {
            sent.add(bytes);
        }

        @Override
        public void close() {}
    }

    /** Hears nothing. */
    private static final class Deaf implements WireListener {

        @Override
        public void onConnected(int executor) {}

        @Override
        public void onDisconnected(int executor, String reason) {}

        @Override
        public void onLost(int executor, List<LostChannel> channels, boolean messagesLost, String reason) {}

        @Override
        public void onMessage(int fromExecutor, byte[] message) {}

        @Override
        public void onRefused(int executor, String reason) {}
    }
}
