package io.millrace.worker.net;

import io.millrace.worker.wire.Connection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Lets a channel of Netty and a connection of the wire speak with each other, from the moment on at which the channel is
 * there and, with TLS, secured. Stands before Reactor Netty's own handler, which sees no bytes and no exceptions: it would
 * log each.
 *
 * <p><b>Thread.</b> The channel's.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails closes the channel, and that is noticed.
final class WireHandler extends ChannelInboundHandlerAdapter {

    private static final String NAME = "millrace";
    private static final int MAX_REASON = 200;

    private final NetContext net;
    private final Owner owner;
    private @Nullable ChannelPipe pipe;
    private @Nullable Connection connection;
    private @Nullable Future<?> ticks;
    private @Nullable String reason;
    private boolean wasOpen;
    private boolean hasEnded;

    private WireHandler(NetContext net, Owner owner) {
        this.net = net;
        this.owner = owner;
    }

    /** Puts a handler where it belongs. */
    static void addTo(Channel channel, NetContext net, Owner owner) {
        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, NAME, new WireHandler(net, owner));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.fireChannelActive();
        ChannelPipe made =
                new ChannelPipe(context, net.settings(), net.counters(), Tls.channelBinding(context.channel()));
        pipe = made;
        connection = owner.begin(made);
        ticks = context.executor().scheduleWithFixedDelay(this::tick, 0, net.tickMillis(), TimeUnit.MILLISECONDS);
        context.channel().config().setAutoRead(true); // Reactor Netty reads by demand, and nobody asks it here.
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        Connection current = connection;
        if (current == null || hasEnded) {
            bytes.release();
            return;
        }
        net.counters().reads.increment();
        net.counters().bytesIn.add(bytes.readableBytes());
        current.onBytes(bytes);
        if (!wasOpen && current.isOpen()) {
            wasOpen = true;
            net.counters().open.increment();
            owner.onOpen();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (pipe != null) {
            pipe.onWritabilityChanged();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (reason == null) {
            reason = text(cause);
        }
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        end();
    }

    private void tick() {
        if (connection != null) {
            connection.onTick(net.clockNanos().getAsLong());
        }
    }

    private void end() {
        if (hasEnded) {
            return;
        }
        hasEnded = true;
        if (connection == null && reason == null) {
            owner.onNothing();
            return;
        }
        String why = reason();
        if (ticks != null) {
            ticks.cancel(false);
        }
        if (wasOpen) {
            net.counters().open.decrement();
        }
        if (pipe != null) {
            pipe.onClosed();
        }
        if (connection != null) {
            connection.onClosed(why);
        }
        owner.onEnd(why);
    }

    private String reason() {
        if (reason != null) {
            return reason;
        }
        return pipe != null && pipe.isClosing() ? "closed by this side" : "closed by the other side";
    }

    private static String text(Throwable cause) {
        boolean isWrapped = cause instanceof DecoderException && cause.getCause() != null;
        String text = String.valueOf(isWrapped ? cause.getCause() : cause);
        return text.length() > MAX_REASON ? text.substring(0, MAX_REASON) + "…" : text;
    }
}
