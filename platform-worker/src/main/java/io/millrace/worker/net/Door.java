package io.millrace.worker.net;

import io.millrace.worker.wire.Connection;
import io.millrace.worker.wire.Pipe;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets connections of others in, and no more at a time than a bound until they have shown who they are. Those beyond the
 * bound are closed at once; the others leave by the deadline of the handshake at the latest.
 *
 * <p><b>Thread.</b> Any.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails closes the channel, and that is noticed.
final class Door {

    private final NetContext net;
    private final Protocol protocol;
    private final AtomicInteger unopened = new AtomicInteger();

    Door(NetContext net, Protocol protocol) {
        this.net = net;
        this.protocol = protocol;
    }

    /** Somebody has connected. */
    void onChannel(Channel channel) {
        net.counters().accepted.increment();
        Visitor visitor = new Visitor(host(channel.remoteAddress()));
        int max = net.settings().maxUnopened();
        if (unopened.getAndUpdate(count -> Math.min(count + 1, max)) == max) {
            visitor.refuse("too many connections that have not shown who they are: maxUnopened=" + max);
            channel.close();
            return;
        }
        WireHandler.addTo(channel, net, visitor);
    }

    /** Connections that have not shown who they are. */
    int unopened() {
        return unopened.get();
    }

    private static String host(@Nullable SocketAddress remote) {
        return remote instanceof InetSocketAddress address ? address.getHostString() : String.valueOf(remote);
    }

    /** A connection of somebody. Its fields belong to the channel's thread. */
    private final class Visitor implements Owner {

        private final String host;
        private boolean hasPassed;

        Visitor(String host) {
            this.host = host;
        }

        @Override
        public Connection begin(Pipe pipe) {
            return protocol.accept(pipe);
        }

        @Override
        public void onOpen() {
            hasPassed = true;
            unopened.decrementAndGet();
        }

        @Override
        public void onEnd(String reason) {
            if (!hasPassed) {
                hasPassed = true;
                unopened.decrementAndGet();
                refuse(reason);
            }
        }

        void refuse(String reason) {
            net.counters().refused.increment();
            net.log().warn("Connection was not let in: from=" + host + ", reason", reason);
        }

        @Override
        public void onNothing() {
            onEnd("closed by the other side before it was secured");
        }
    }
}
