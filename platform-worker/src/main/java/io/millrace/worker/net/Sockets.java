package io.millrace.worker.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * Threads, the socket that listens, and the options of all others. Epoll where it is there, NIO otherwise.
 *
 * <p><b>Thread.</b> Any; {@link #listen} and {@link #close} by one, which may block.
 */
final class Sockets {

    private static final String THREADS = "millrace-net";

    /** More than one piece, so that the next is put together while the socket still has the one before. */
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(2 * ChannelPipe.PIECE_BYTES, 4 * ChannelPipe.PIECE_BYTES);

    private static final Duration QUIET = Duration.ZERO;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final NetContext net;
    private final @Nullable Tls tls;
    private final ByteBufAllocator buffers;
    private final LoopResources loops;
    private final EventLoopGroup threads;
    private final ChannelGroup channels;
    private final TcpClient client;
    private @Nullable DisposableServer server;

    Sockets(NetContext net, @Nullable Tls tls, ByteBufAllocator buffers) {
        this.net = net;
        this.tls = tls;
        this.buffers = buffers;
        this.loops = LoopResources.create(THREADS, net.settings().ioThreads(), true);
        this.threads = loops.onServer(true);
        this.channels = new DefaultChannelGroup(THREADS, threads.next());
        this.client = client();
    }

    /** Takes the address of the settings. */
    void listen(Door door) {
        NetSettings settings = net.settings();
        TcpServer plain = TcpServer.create()
                .host(settings.host())
                .port(settings.port())
                .runOn(threads)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOCATOR, buffers)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .doOnChannelInit((observer, channel, remote) -> {
                    channels.add(channel);
                    door.onChannel(channel);
                });
        TcpServer ready = tls == null ? plain : tls.secure(plain, settings.times());
        try {
            server = ready.bindNow(Duration.ofMillis(settings.times().connectMillis()));
        } catch (ChannelBindException e) {
            close();
            throw new CannotListenException(settings, String.valueOf(e.getCause()), e);
        } catch (RuntimeException e) {
            close();
            throw new CannotListenException(settings, String.valueOf(e.getMessage()), e);
        }
    }

    /** What a new link dials with. */
    Dialling dialling() {
        return new Dialling(client, threads.next());
    }

    int port() {
        DisposableServer listening = server;
        if (listening == null) {
            throw new IllegalStateException("Executor does not listen");
        }
        return listening.port();
    }

    /** Lets nobody in any more. */
    void closeDoor() {
        if (server != null) {
            server.disposeNow(PATIENCE);
        }
    }

    /** Waits for the channels, which others close, and ends the threads. */
    void close() {
        channels.newCloseFuture().awaitUninterruptibly(net.settings().times().lingerMillis() + PATIENCE.toMillis());
        loops.disposeLater(QUIET, PATIENCE).block(PATIENCE.multipliedBy(2));
    }

    private TcpClient client() {
        NetTimes times = net.settings().times();
        TcpClient plain = TcpClient.newConnection()
                .runOn(threads)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) times.connectMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.ALLOCATOR, buffers)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .resolver(resolver -> resolver.runOn(loops)
                        .queryTimeout(Duration.ofMillis(times.connectMillis()))
                        .cacheMaxTimeToLive(Duration.ofSeconds(10))
                        .cacheNegativeTimeToLive(Duration.ZERO))
                .doOnChannelInit((observer, channel, remote) -> channels.add(channel));
        return tls == null ? plain : tls.secure(plain, times);
    }
}
