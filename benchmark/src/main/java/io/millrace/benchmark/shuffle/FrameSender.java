package io.millrace.benchmark.shuffle;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.CompletableFuture;

/**
 * Says how many bytes will come, sends them in frames as fast as the socket takes them, and waits to hear how many have
 * arrived.
 *
 * <p><b>Thread.</b> The channel's.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails closes the channel, and that is noticed.
final class FrameSender extends ChannelInboundHandlerAdapter {

    private final ByteBuf frame = Unpooled.directBuffer(Frames.FRAME_BYTES).writeZero(Frames.FRAME_BYTES);
    private final CompletableFuture<Long> received;
    private final long total;
    private long left;

    FrameSender(long bytes, CompletableFuture<Long> received) {
        this.total = bytes;
        this.left = bytes;
        this.received = received;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(true); // Reactor Netty reads by demand, and nobody asks it here.
        context.executor().execute(() -> {
            context.write(context.alloc().buffer(Long.BYTES).writeLong(total));
            send(context);
        });
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        send(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        received.complete(bytes.readLong());
        bytes.release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        received.completeExceptionally(new IllegalStateException("Connection was closed: unsentBytes=" + left));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        frame.release();
    }

    private void send(ChannelHandlerContext context) {
        boolean hasWritten = false;
        while (left > 0 && context.channel().isWritable()) {
            context.write(frame.retainedDuplicate());
            left -= Frames.FRAME_BYTES;
            hasWritten = true;
        }
        if (hasWritten) {
            context.flush();
        }
    }
}
