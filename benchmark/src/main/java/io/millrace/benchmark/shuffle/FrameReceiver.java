package io.millrace.benchmark.shuffle;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import reactor.netty.DisposableServer;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpServer;

/**
 * The other end of {@link FrameSender}: counts bytes, and says how many have arrived when all that were announced have.
 *
 * <p><b>Thread.</b> The channel's.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails closes the channel, and the other side notices.
final class FrameReceiver extends ChannelInboundHandlerAdapter {

    private long announced = -1;
    private long arrived;

    /** Serves connections, one after the other, until the process that started this one ends. */
    public static void main(String[] args) throws IOException {
        DisposableServer server = TcpServer.create()
                .host("127.0.0.1")
                .port(0)
                .runOn(LoopResources.create("bench-shuffle", 1, true))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .doOnConnection(connection -> connection.addHandlerLast(new FrameReceiver()))
                .bindNow();
        System.out.println(server.port());
        SecondJvm.awaitEndOfInput();
        System.exit(0);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(true); // Reactor Netty reads by demand, and nobody asks it here.
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (announced < 0) {
            announced = bytes.readLong();
        }
        arrived += bytes.readableBytes();
        bytes.release();
        if (arrived == announced) {
            context.writeAndFlush(context.alloc().buffer(Long.BYTES).writeLong(arrived));
        }
    }
}
