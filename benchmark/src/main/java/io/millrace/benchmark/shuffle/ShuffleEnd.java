package io.millrace.benchmark.shuffle;

import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.type.TypeRef;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Outlet;
import io.millrace.worker.exchange.Waker;
import io.millrace.worker.net.DataPlane;
import io.millrace.worker.net.NetSettings;
import io.millrace.worker.net.NetStatistics;
import io.millrace.worker.net.WireSetup;
import io.millrace.worker.serial.Codec;
import io.millrace.worker.serial.TypeCodecs;
import io.millrace.worker.wire.Attempt;
import io.millrace.worker.wire.AttemptSpec;
import io.millrace.worker.wire.ClusterSecret;
import io.millrace.worker.wire.ExchangeSpec;
import io.millrace.worker.wire.LostChannel;
import io.millrace.worker.wire.Member;
import io.millrace.worker.wire.WireContext;
import io.millrace.worker.wire.WireListener;
import io.millrace.worker.wire.WireSettings;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;

/** One of two executors on loopback, with an exchange of strings, and messages beside it. */
final class ShuffleEnd implements AutoCloseable, WireListener {

    static final int SENDER = 1;
    static final int RECEIVER = 2;

    private static final String SECRET = "loopback and nobody else";
    private static final long ATTEMPT = 1;

    private final Consumer<String> messages;
    private final DataPlane plane;
    private final Attempt attempt;

    private ShuffleEnd(int executor, boolean isCompressed, Consumer<String> messages) {
        this.messages = messages;
        SecureRandom random = new SecureRandom();
        this.plane = DataPlane.start(
                NetSettings.DEFAULTS,
                null,
                new WireSetup(
                        WireSettings.DEFAULTS.withCompression(isCompressed),
                        new Member("benchmark", "shuffle", "1", executor, random.nextLong()),
                        ClusterSecret.of(SECRET),
                        new WireContext(PooledByteBufAllocator.DEFAULT, random::nextBytes, System::nanoTime, this)),
                random::nextDouble);
        this.attempt = plane.wire().open(new AttemptSpec("shuffle", ATTEMPT, List.of(exchange())));
    }

    static ShuffleEnd start(int executor, boolean isCompressed, Consumer<String> messages) {
        return new ShuffleEnd(executor, isCompressed, messages);
    }

    void connect(int executor, int port) {
        plane.connect(executor, "127.0.0.1", port);
    }

    int port() {
        return plane.port();
    }

    Outlet outlet(int channel, Waker waker) {
        return attempt.outlet(new ChannelAddress(ATTEMPT, 0, channel, channel), RECEIVER, waker);
    }

    Inlet inlet(int channel, Waker waker) {
        return attempt.inlet(new ChannelAddress(ATTEMPT, 0, channel, channel), SENDER, waker);
    }

    /** Sends a message, if there is a connection. */
    boolean tell(int executor, String message) {
        return plane.wire().send(executor, message.getBytes(StandardCharsets.UTF_8));
    }

    NetStatistics statistics() {
        return plane.statistics();
    }

    long reservedBytes() {
        return plane.wire().counts().reservedBytes();
    }

    @Override
    public void onConnected(int executor) {}

    @Override
    public void onDisconnected(int executor, String reason) {}

    @Override
    public void onLost(int executor, List<LostChannel> channels, boolean messagesLost, String reason) {
        throw new IllegalStateException("Frames were lost on loopback: channels=" + channels + ", reason=" + reason);
    }

    @Override
    public void onMessage(int fromExecutor, byte[] message) {
        messages.accept(new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void onRefused(int executor, String reason) {}

    @Override
    public void close() {
        plane.close();
    }

    private static ExchangeSpec exchange() {
        TopologyBuilder builder = TopologyBuilder.named("benchmark");
        builder.source("source", Sources.of("a")).sink("sink", value -> {});
        Codec<String> strings = TypeCodecs.of(builder.build()).codec(TypeRef.of(String.class));
        return new ExchangeSpec(0, "source → sink", strings, null, "java.lang.String", null);
    }
}
