package io.millrace.worker.net;

import io.millrace.worker.wire.Connection;
import io.millrace.worker.wire.Pipe;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.tcp.TcpClient;

/**
 * Our connection to another executor: dials, and dials again when it is lost, until it is stopped.
 *
 * <p><b>Thread.</b> One I/O thread, which is that of its channels too; {@link #start}, {@link #stop} and {@link #refused}
 * any.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails closes the channel, and that is noticed.
final class Link {

    private static final Logger log = LoggerFactory.getLogger(Link.class);

    private static final int MAX_REASONS = 8;

    private final Peer peer;
    private final NetContext net;
    private final Protocol protocol;
    private final EventLoop thread;
    private final TcpClient client;
    private final Backoff backoff;
    private @Nullable Attempt current;
    private final Set<String> reasons = new HashSet<>(); // why it could not be reached since it was, as far as told
    private boolean wasEverOpen;
    private boolean isStopped;

    Link(Peer peer, NetContext net, Protocol protocol, Dialling dialling) {
        this.peer = peer;
        this.net = net;
        this.protocol = protocol;
        this.thread = dialling.thread();
        this.client = dialling.client().runOn(thread).remoteAddress(peer::address);
        this.backoff = new Backoff(net.settings().times(), net.jitter());
    }

    /** Where it goes. */
    InetSocketAddress address() {
        return peer.address();
    }

    /** Dials. */
    void start() {
        execute(this::dial);
    }

    /** Closes what there is and dials no more. */
    void stop() {
        execute(() -> {
            isStopped = true;
            if (current != null) {
                current.close("not needed any more");
            }
        });
    }

    /** One side does not want the other: an open connection goes on, and a new one is not tried at once. */
    void refused() {
        execute(() -> {
            if (current == null || !current.isOpen) {
                backoff.refused();
            }
        });
    }

    private void execute(Runnable task) {
        if (thread.inEventLoop()) {
            task.run();
            return;
        }
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // Everything is being closed.
        }
    }

    private void dial() {
        if (isStopped) {
            return;
        }
        Attempt attempt = new Attempt();
        current = attempt;
        client.doOnChannelInit((observer, channel, remote) -> attempt.onChannel(channel))
                .connect()
                .subscribe(
                        ignored -> {}, failure -> execute(() -> attempt.onEnd(String.valueOf(failure.getMessage()))));
    }

    private void ended(Attempt attempt, String reason) {
        current = null;
        if (isStopped) {
            return;
        }
        long pauseMillis;
        if (attempt.isOpen) {
            pauseMillis = backoff.afterOpenMillis(net.clockNanos().getAsLong() - attempt.openedNanos);
            log.info("Connection to an executor was lost: {}, reason={}", peer, reason);
        } else {
            net.counters().failedDials.increment();
            pauseMillis = backoff.afterFailureMillis();
            warnOnce(reason);
        }
        thread.schedule(this::dial, pauseMillis, TimeUnit.MILLISECONDS);
    }

    private void warnOnce(String reason) {
        if (reasons.size() < MAX_REASONS && reasons.add(reason)) {
            log.warn("Executor cannot be reached: {}, reason={}; it is tried again and again", peer, reason);
        }
    }

    /** One dial, up to the end of the connection that it came to. Its fields belong to the link's thread too. */
    private final class Attempt implements Owner {

        private @Nullable Channel channel;
        private @Nullable Connection connection;
        private boolean isOpen;
        private boolean hasEnded;
        private long openedNanos;

        /** May be called again, with the channel to the next address of a name. */
        void onChannel(Channel opened) {
            channel = opened;
            if (isStopped) {
                opened.close();
            } else {
                WireHandler.addTo(opened, net, this);
            }
        }

        void close(String reason) {
            if (connection != null) {
                connection.close(reason);
            } else if (channel != null) {
                channel.close();
            }
        }

        @Override
        public Connection begin(Pipe pipe) {
            net.counters().dialled.increment();
            Connection begun = protocol.dial(peer.executor(), pipe);
            connection = begun;
            return begun;
        }

        @Override
        public void onOpen() {
            isOpen = true;
            openedNanos = net.clockNanos().getAsLong();
            reasons.clear();
            if (wasEverOpen) {
                net.counters().reconnects.increment();
            }
            wasEverOpen = true;
            log.info("Connected to an executor: {}", peer);
        }

        @Override
        public void onEnd(String reason) {
            if (!hasEnded) {
                hasEnded = true;
                ended(this, reason);
            }
        }
    }
}
