package io.millrace.worker.net;

import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.type.TypeRef;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Outlet;
import io.millrace.worker.exchange.Waker;
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
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An executor as far as the data plane goes: real sockets, real wire, one attempt with one exchange of strings. */
final class Executor implements AutoCloseable, WireListener {

    static final String SECRET = "a secret of the cluster for tests";
    static final long ATTEMPT = 1;
    static final int PLAIN = 0;
    static final int KEYED = 1;
    static final String LOOPBACK = "127.0.0.1";
    static final WireSettings WIRE = new WireSettings(
            256, 32 << 10, 4 << 20, 16L << 20, 64 << 10, 50_000_000, 50_000_000, 400_000_000, 1_000_000_000, false);
    static final NetTimes TIMES = new NetTimes(2_000, 1, 20, 60_000, 500);

    final List<String> events = new CopyOnWriteArrayList<>();
    final List<LostChannel> lost = new CopyOnWriteArrayList<>();
    final List<String> messages = new CopyOnWriteArrayList<>();
    final DataPlane plane;
    final Attempt attempt;
    /** Without caches, so that every buffer that is not released is seen. */
    private final PooledByteBufAllocator buffers = new PooledByteBufAllocator(true, 1, 1, 8_192, 9, 0, 0, false);

    private Executor(int number, String secret, @Nullable Tls tls, String host, WireSettings settings) {
        plane = DataPlane.start(
                NetSettings.DEFAULTS.withTimes(TIMES).withAddress(host, 0),
                tls,
                new WireSetup(
                        settings,
                        new Member("cluster", "application", "1", number, new SecureRandom().nextLong()),
                        ClusterSecret.of(secret),
                        new WireContext(buffers, new SecureRandom()::nextBytes, System::nanoTime, this)),
                () -> 0.0);
        attempt = plane.wire().open(new AttemptSpec("topology", ATTEMPT, exchanges()));
    }

    static Executor start(int number) {
        return new Executor(number, SECRET, null, LOOPBACK, WIRE);
    }

    static Executor start(int number, @Nullable Tls tls) {
        return new Executor(number, SECRET, tls, LOOPBACK, WIRE);
    }

    static Executor start(int number, @Nullable Tls tls, String host, WireSettings settings) {
        return new Executor(number, SECRET, tls, host, settings);
    }

    static Executor start(int number, String secret) {
        return new Executor(number, secret, null, LOOPBACK, WIRE);
    }

    void connect(int executor, int port) {
        plane.connect(executor, "127.0.0.1", port);
    }

    Outlet outlet(int from, int to, int toExecutor) {
        return attempt.outlet(new ChannelAddress(ATTEMPT, 0, from, to), toExecutor, Waker.NONE);
    }

    Inlet inlet(int from, int to, int fromExecutor) {
        return attempt.inlet(new ChannelAddress(ATTEMPT, 0, from, to), fromExecutor, Waker.NONE);
    }

    /** Bytes of buffers that are in use. */
    long usedBytes() {
        return Stream.concat(buffers.metric().heapArenas().stream(), buffers.metric().directArenas().stream())
                .mapToLong(PoolArenaMetric::numActiveBytes)
                .sum();
    }

    /** Buffers that were taken and not released. */
    long usedBuffers() {
        return Stream.concat(buffers.metric().heapArenas().stream(), buffers.metric().directArenas().stream())
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }

    boolean hasSeen(String event) {
        return events.contains(event);
    }

    @Override
    public void onConnected(int executor) {
        events.add("connected " + executor);
    }

    @Override
    public void onDisconnected(int executor, String reason) {
        events.add("disconnected " + executor);
    }

    @Override
    public void onLost(int executor, List<LostChannel> channels, boolean messagesLost, String reason) {
        lost.addAll(channels);
        events.add("lost " + executor);
    }

    @Override
    public void onMessage(int fromExecutor, byte[] message) {
        messages.add(fromExecutor + ": " + new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void onRefused(int executor, String reason) {
        events.add("refused " + executor);
    }

    @Override
    public void close() {
        plane.close();
    }

    private static List<ExchangeSpec> exchanges() {
        TopologyBuilder builder = TopologyBuilder.named("topology");
        builder.source("source", Sources.of("a")).sink("sink", value -> {});
        Codec<String> strings = TypeCodecs.of(builder.build()).codec(TypeRef.of(String.class));
        String type = String.class.getName();
        return List.of(
                new ExchangeSpec(PLAIN, "source → sink", strings, null, type, null),
                new ExchangeSpec(KEYED, "source → count", strings, strings, type, type));
    }
}
