package io.millrace.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.type.TypeRef;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Outlet;
import io.millrace.worker.exchange.Waker;
import io.millrace.worker.serial.Codec;
import io.millrace.worker.serial.TypeCodecs;
import java.util.List;
import java.util.Random;

/** Two wires of a cluster, executors 1 and 2, each with what it was told. Records go from 1 to 2. */
final class WirePair implements AutoCloseable {

    static final TypeCodecs CODECS = codecs();
    static final Codec<String> STRINGS = CODECS.codec(TypeRef.of(String.class));
    static final ClusterSecret SECRET = ClusterSecret.of("a secret of more than sixteen bytes");
    static final int PLAIN = 0;
    static final int KEYED = 1;

    final CountedBuffers buffers = new CountedBuffers();
    final Events events1 = new Events();
    final Events events2 = new Events();
    final Random random = new Random(1);
    long nowNanos;
    Wire wire1;
    Wire wire2;

    WirePair(WireSettings settings) {
        this(settings, settings);
    }

    WirePair(WireSettings settings1, WireSettings settings2) {
        this.wire1 = wire(settings1, member(1, 11), SECRET, events1);
        this.wire2 = wire(settings2, member(2, 22), SECRET, events2);
    }

    static Member member(int executor, long instance) {
        return new Member("cluster", "shop", "1.0", executor, instance);
    }

    Wire wire(WireSettings others, Member member, ClusterSecret secret, Events events) {
        return new Wire(others, member, secret, new WireContext(buffers, random::nextBytes, () -> nowNanos, events));
    }

    static AttemptSpec spec(long attempt) {
        return new AttemptSpec(
                "orders",
                attempt,
                List.of(
                        new ExchangeSpec(PLAIN, "read → split", STRINGS, null, "string", null),
                        new ExchangeSpec(KEYED, "split → count", STRINGS, STRINGS, "string", "string")));
    }

    Line connect() {
        Line line = Line.between(wire1, wire2, 2);
        line.run();
        assertThat(line.dialled.isOpen()).isTrue();
        assertThat(line.accepted.isOpen()).isTrue();
        return line;
    }

    static ChannelAddress address(long attempt, int from) {
        return new ChannelAddress(attempt, PLAIN, from, 0);
    }

    static Outlet outlet(Attempt attempt, ChannelAddress address) {
        return attempt.outlet(address, 2, Waker.NONE);
    }

    static Inlet inlet(Attempt attempt, ChannelAddress address) {
        return attempt.inlet(address, 1, Waker.NONE);
    }

    /** Closes both, and proves that nothing was left behind. */
    @Override
    public void close() {
        wire1.close();
        wire2.close();
        assertThat(buffers.live()).as("buffers that leaked").isZero();
        assertThat(wire1.counts().reservedBytes()).isZero();
        assertThat(wire2.counts().reservedBytes()).isZero();
    }

    private static TypeCodecs codecs() {
        TopologyBuilder builder = TopologyBuilder.named("test");
        builder.source("source", Sources.of("a")).sink("sink", value -> {});
        return TypeCodecs.of(builder.build());
    }
}
