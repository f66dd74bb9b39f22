package io.millrace.worker.wire;

import io.netty.buffer.ByteBufAllocator;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The channels of an executor to and from all others, over connections that others make.
 *
 * <p><b>Thread.</b> Any. The lock of the wire guards its maps and is the innermost: nothing is called while it is held.
 */
public final class Wire implements AutoCloseable {

    /** Longest message. */
    public static final int MAX_MESSAGE_BYTES = 1 << 20;

    private static final VarHandle DROPPED;

    static {
        try {
            DROPPED = MethodHandles.lookup().findVarHandle(Wire.class, "droppedFrames", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final WireSettings settings;
    private final ClusterSecret secret;
    private final WireContext context;
    private final Hello hello;
    private final CreditBudget budget;
    private final EncoderPool encoders;
    private final Attempts attempts = new Attempts();
    private final Map<Integer, OutboundSession> outbound = new HashMap<>(); // guarded by this
    private final Map<Integer, InboundSession> inbound = new HashMap<>(); // guarded by this
    private final Set<Link> links = new HashSet<>(); // guarded by this
    private boolean isClosed; // guarded by this
    private volatile long droppedFrames;

    /** Makes a wire without connections. */
    public Wire(WireSettings settings, Member self, ClusterSecret secret, WireContext context) {
        this.settings = settings;
        this.secret = secret;
        this.context = context;
        boolean readsLz4 = Lz4Library.isAvailable();
        if (settings.isCompressed() && !readsLz4) {
            throw new IllegalArgumentException(
                    "Compression is on and its library is missing; add at.yawk.lz4:lz4-java to the class path");
        }
        this.hello = new Hello(self, settings.maxFrameBytes(), readsLz4 ? Hello.READS_LZ4 : 0);
        this.budget = new CreditBudget(settings.networkMemoryBytes());
        this.encoders = new EncoderPool(settings.maxFrameBytes(), settings.isCompressed());
    }

    /** Begins a connection that we have made to an executor; it carries our frames to it, and its credit back. */
    public Connection dial(int executor, Pipe pipe) {
        if (executor < 0) {
            throw new IllegalArgumentException("Executor is negative: executor=" + executor);
        }
        return start(new Link(this, pipe, executor));
    }

    /** Begins a connection that somebody has made to us. */
    public Connection accept(Pipe pipe) {
        return start(new Link(this, pipe, WireListener.UNKNOWN));
    }

    private Connection start(Link link) {
        boolean isLate;
        synchronized (this) {
            isLate = isClosed;
            links.add(link);
        }
        if (isLate) {
            link.close("The executor is stopping");
        } else {
            link.start();
        }
        return link;
    }

    /**
     * Begins to take part in a start of a topology.
     *
     * @throws IllegalArgumentException if a start with this number, or with a greater one, has been opened before
     */
    public Attempt open(AttemptSpec spec) {
        Attempt attempt = new Attempt(this, spec);
        attempts.add(attempt);
        Notices notices = new Notices();
        inboundSessions().forEach(session -> session.opened(attempt, notices));
        notices.tell(listener());
        return attempt;
    }

    /**
     * Sends a message to an executor, which gets those of one sender in their order.
     *
     * @param message up to {@link #MAX_MESSAGE_BYTES}
     * @return false if it was not sent, because our connection is not open, or too many have not been received yet
     */
    public boolean send(int executor, byte[] message) {
        return outbound(executor).send(message);
    }

    /** What has happened so far. */
    public WireCounts counts() {
        int connections;
        synchronized (this) {
            connections = links.size();
        }
        return new WireCounts(connections, droppedFrames, budget.reservedBytes(), budget.totalBytes());
    }

    /** Closes all connections and attempts; connections that come later are closed at once. */
    @Override
    public void close() {
        List<Link> open;
        synchronized (this) {
            isClosed = true;
            open = List.copyOf(links);
        }
        Notices notices = new Notices();
        open.forEach(link -> link.fail(new WireFault(ErrorCode.CLOSING, "The executor is stopping"), notices));
        attempts.all().forEach(Attempt::close);
        notices.tell(listener());
    }

    void close(Attempt attempt) {
        attempts.remove(attempt);
        List<OutboundSession> out;
        synchronized (this) {
            out = List.copyOf(outbound.values());
        }
        out.forEach(session -> session.close(attempt));
        inboundSessions().forEach(session -> session.close(attempt));
    }

    private synchronized List<InboundSession> inboundSessions() {
        return List.copyOf(inbound.values());
    }

    synchronized OutboundSession outbound(int executor) {
        return outbound.computeIfAbsent(executor, number -> new OutboundSession(this, number));
    }

    synchronized InboundSession inbound(int executor) {
        return inbound.computeIfAbsent(executor, number -> new InboundSession(this, number));
    }

    synchronized void forget(Link link) {
        links.remove(link);
    }

    void countDropped() {
        DROPPED.getAndAdd(this, 1L);
    }

    Attempts attempts() {
        return attempts;
    }

    WireSettings settings() {
        return settings;
    }

    ClusterSecret secret() {
        return secret;
    }

    Hello hello() {
        return hello;
    }

    CreditBudget budget() {
        return budget;
    }

    EncoderPool encoders() {
        return encoders;
    }

    ByteBufAllocator buffers() {
        return context.buffers();
    }

    Randomness randomness() {
        return context.randomness();
    }

    LongSupplier clockNanos() {
        return context.clockNanos();
    }

    WireListener listener() {
        return context.listener();
    }
}
