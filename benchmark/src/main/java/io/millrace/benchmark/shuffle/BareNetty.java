package io.millrace.benchmark.shuffle;

import io.millrace.benchmark.measure.Contender;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import reactor.netty.Connection;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;

/**
 * Equal frames from this process to another one on loopback, over Reactor Netty and without any protocol: the least that
 * the way between two processes can cost. The frames are not written, and not looked at when they come. Yields the number
 * of records that they could have held.
 */
final class BareNetty implements Contender<Long>, AutoCloseable {

    private static final int PATIENCE_MINUTES = 10;

    private final long count;
    private final SecondJvm receiver;
    private final LoopResources loops = LoopResources.create("bench-shuffle", 1, true);

    private BareNetty(long count, SecondJvm receiver) {
        this.count = count;
        this.receiver = receiver;
    }

    /** Starts the other process. */
    static BareNetty start(long count) throws IOException {
        return new BareNetty(count, SecondJvm.start(FrameReceiver.class));
    }

    @Override
    public String engine() {
        return "netty";
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(receiver.handle());
    }

    @Override
    public Long run() throws Exception {
        CompletableFuture<Long> received = new CompletableFuture<>();
        long bytes = Frames.bytes(count);
        Connection connection = TcpClient.newConnection()
                .host("127.0.0.1")
                .port(Integer.parseInt(receiver.firstLine()))
                .runOn(loops)
                .option(ChannelOption.TCP_NODELAY, true)
                .doOnConnected(connected -> connected.addHandlerLast(new FrameSender(bytes, received)))
                .connectNow();
        try {
            long arrived = received.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            return arrived == bytes ? count : arrived / Frames.RECORD_BYTES;
        } finally {
            connection.disposeNow();
        }
    }

    @Override
    public void close() {
        receiver.close();
        loops.dispose();
    }
}
