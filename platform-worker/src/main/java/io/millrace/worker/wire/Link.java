package io.millrace.worker.wire;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A connection: bytes to checked frames, the opening, heartbeats and the end.
 *
 * <pre>
 * OPENING ──HELLO──▶ in use by a session ──▶ CLOSED
 *    └─────────────── fault, time ─────────────▲
 * </pre>
 *
 * <p><b>Thread.</b> Fields belong to the I/O thread, save for the volatile ones and the numbers of sent frames, which the
 * link itself guards.
 */
final class Link implements Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final int MAX_ERROR_TEXT_BYTES = 900;

    private final Wire wire;
    private final Pipe pipe;
    private final int dialledExecutor;
    private final FrameAssembler assembler;
    private final Frame frame = new Frame();
    private final Notices notices = new Notices();
    private final Opening opening;
    private volatile int executor;
    private volatile @Nullable Session session;
    private volatile FrameLimits limits;
    private volatile boolean isClosed;
    private volatile boolean isOpen;
    private volatile boolean hasSent;
    private boolean hasHeard;
    private boolean hasTicked;
    private long heardNanos;
    private long frames;
    private long sentFrames; // guarded by this
    private boolean hasSentMagic; // guarded by this

    /** Makes a connection, and sends the first frame if we have dialled. */
    Link(Wire wire, Pipe pipe, int dialledExecutor) {
        this.wire = wire;
        this.pipe = pipe;
        this.dialledExecutor = dialledExecutor;
        this.executor = dialledExecutor;
        this.assembler = new FrameAssembler(wire.buffers(), Opening.MAX_UNPROVED_BYTES);
        this.limits = new FrameLimits(0, Opening.MAX_UNPROVED_BYTES, false);
        this.opening = new Opening(isDialled(), wire.hello(), wire.secret(), wire.randomness(), pipe.channelBinding());
    }

    void start() {
        opening.start(this);
    }

    private boolean isDialled() {
        return dialledExecutor != WireListener.UNKNOWN;
    }

    @Override
    public void onBytes(ByteBuf bytes) {
        try {
            hasHeard = true;
            while (!isClosed) {
                ByteBuf next = assembler.next(bytes);
                if (next == null) {
                    break;
                }
                onFrame(next);
                notices.tell(wire.listener());
            }
        } catch (WireFault fault) {
            fail(fault);
        } catch (RuntimeException e) {
            LOG.error("Frame was not handled: executor={}", executor, e);
            fail(new WireFault(ErrorCode.INTERNAL, "Frame was not handled: cause=" + e));
        } finally {
            bytes.release();
            if (isClosed) {
                assembler.release();
            }
            notices.tell(wire.listener());
        }
    }

    private void onFrame(ByteBuf next) throws WireFault {
        frame.wrap(next);
        try {
            if (!frame.hasRightChecksum()) {
                throw new WireFault(
                        ErrorCode.CHECKSUM,
                        "Frame has a wrong checksum: frame=" + frames + ", bytes=" + frame.frameBytes());
            }
            FrameType type = type();
            if (type.isNumberedOnConnection()) {
                checkSequence(type);
            }
            handle(type);
        } finally {
            frame.release();
        }
    }

    private FrameType type() throws WireFault {
        FrameType type = FrameType.of(frame.typeCode());
        if (type == null) {
            throw new WireFault(ErrorCode.PROTOCOL, "Frame has an unknown type: type=" + frame.typeCode());
        }
        return type;
    }

    private void checkSequence(FrameType type) throws WireFault {
        if (frame.sequence() != ++frames) {
            throw new WireFault(
                    ErrorCode.SEQUENCE,
                    "Frame is missing or repeated: type=" + type + ", sequence=" + frame.sequence() + ", expected="
                            + frames);
        }
    }

    private void handle(FrameType type) throws WireFault {
        Session current = session;
        if (type == FrameType.ERROR) {
            throw told();
        }
        if (current == null) {
            Hello hello = opening.onFrame(type, frame, this);
            if (hello != null) {
                begin(hello);
            }
            return;
        }
        synchronized (current) {
            if (type != FrameType.PING && current.link == this) {
                current.onFrame(type, frame, notices);
            }
        }
    }

    private void begin(Hello hello) throws WireFault {
        int other = hello.member().executor();
        if (isDialled() && other != dialledExecutor) {
            throw new WireFault(
                    ErrorCode.IDENTITY,
                    "Another executor answers at this address: executor=" + other + ", expected=" + dialledExecutor);
        }
        WireSettings settings = wire.settings();
        int max = Math.min(settings.maxFrameBytes(), hello.maxFrameBytes());
        limits = new FrameLimits(settings.targetFrameBytes(), max, settings.isCompressed() && hello.readsLz4());
        maxFrameBytes(settings.maxFrameBytes());
        Session mine = isDialled() ? wire.outbound(other) : wire.inbound(other);
        synchronized (mine) {
            session = mine;
            mine.attach(this, hello, notices);
        }
        if (isClosed) {
            // Closed by another thread, which may not have seen the session yet.
            detach("closed");
        }
    }

    private WireFault told() throws WireFault {
        BodyReader body = frame.body("ERROR");
        int code = body.u16();
        String text = Texts.printable(body.text(MAX_ERROR_TEXT_BYTES), MAX_ERROR_TEXT_BYTES);
        return WireFault.told(ErrorCode.of(code), text);
    }

    @Override
    public void onClosed(String reason) {
        assembler.release();
        if (markClosed()) {
            LOG.info("Connection is gone: executor={}, reason={}", executor, reason);
            pipe.close();
            detach(reason);
        }
        notices.tell(wire.listener());
    }

    @Override
    public void onTick(long nowNanos) {
        if (isClosed) {
            return;
        }
        if ((hasHeard && isAgreed()) || !hasTicked) {
            heardNanos = nowNanos;
            hasHeard = false;
            hasTicked = true;
        }
        WireSettings settings = wire.settings();
        long silentNanos = nowNanos - heardNanos;
        if (!isAgreed() && silentNanos >= settings.handshakeNanos()) {
            fail(new WireFault(ErrorCode.HANDSHAKE_TIME, "Connection did not open in time: nanos=" + silentNanos));
        } else if (isAgreed() && silentNanos >= settings.silenceNanos()) {
            fail(new WireFault(ErrorCode.SILENCE, "Nothing was heard for too long: nanos=" + silentNanos));
        } else if (isAgreed() && !hasSent) {
            send(draft(FrameType.PING));
        }
        hasSent = false;
        notices.tell(wire.listener());
    }

    /** Whether the opening is over. */
    private boolean isAgreed() {
        return session != null;
    }

    @Override
    public boolean isOpen() {
        return isOpen && !isClosed;
    }

    @Override
    public void close(String reason) {
        fail(new WireFault(ErrorCode.CLOSING, reason));
        notices.tell(wire.listener());
    }

    /** Ends the connection and says why, on both sides once; the I/O thread, or whoever holds the lock of the session. */
    void fail(WireFault fault) {
        fail(fault, notices);
    }

    /** As {@link #fail(WireFault)}, from any thread. */
    void fail(WireFault fault, Notices toTell) {
        if (!markClosed()) {
            return;
        }
        log(fault);
        if (!fault.isFromOtherSide()) {
            send(draft(FrameType.ERROR).u16(fault.code().number()).text(fault.text(), MAX_ERROR_TEXT_BYTES));
        }
        pipe.close();
        if (fault.code().isRefusal()) {
            int whose = refuser(fault);
            toTell.add(listener -> listener.onRefused(whose, fault.text()));
        }
        Session current = session;
        if (current != null) {
            synchronized (current) {
                current.detach(this, fault.text(), toTell);
            }
        }
    }

    /**
     * Whom a refusal concerns. A member that has started again answers where the one before was looked for, so that is who is
     * refused, and not the new one; which on its side has nothing to do with somebody who had looked for another.
     */
    private int refuser(WireFault fault) {
        if (isDialled()) {
            return dialledExecutor;
        }
        boolean hasLookedForAnother = fault.isFromOtherSide() && fault.code() == ErrorCode.IDENTITY;
        boolean isOurs = executor == wire.hello().member().executor();
        return hasLookedForAnother || isOurs ? WireListener.UNKNOWN : executor;
    }

    /**
     * Whoever has not shown who it is can make faults as often as it likes, and a refusal comes back with each attempt: those
     * who have the transport say them once.
     */
    private void log(WireFault fault) {
        Level level = Level.WARN;
        if (executor == WireListener.UNKNOWN || fault.code().isRefusal()) {
            level = Level.DEBUG;
        } else if (fault.code() == ErrorCode.CLOSING || fault.code() == ErrorCode.REPLACED) {
            level = Level.INFO;
        }
        LOG.atLevel(level)
                .log(
                        "Connection closed: executor={}, by={}, code={}, reason={}",
                        executor,
                        fault.isFromOtherSide() ? "other side" : "us",
                        fault.code(),
                        fault.text());
    }

    private void detach(String reason) {
        Session current = session;
        if (current != null) {
            synchronized (current) {
                current.detach(this, reason, notices);
            }
        }
    }

    private synchronized boolean markClosed() {
        boolean isFirst = !isClosed;
        isClosed = true;
        wire.forget(this);
        return isFirst;
    }

    // What sessions, channels and the opening use.

    FrameLimits limits() {
        return limits;
    }

    void maxFrameBytes(int bytes) {
        assembler.maxFrameBytes(bytes);
    }

    void knowExecutor(int number) {
        executor = number;
    }

    void open() {
        isOpen = true;
    }

    boolean isDead() {
        return isClosed;
    }

    Draft draft(FrameType type) {
        return Draft.of(type, wire.buffers());
    }

    /** Sends a frame that is numbered on the connection; any thread. */
    void send(Draft draft) {
        send(draft, 0, 0);
    }

    /** Sends a frame that is numbered on the connection and belongs to a run; any thread. */
    synchronized void send(Draft draft, int flags, int run) {
        if (!hasSentMagic) {
            hasSentMagic = true;
            pipe.send(wire.buffers().heapBuffer(4, 4).writeInt(FrameAssembler.MAGIC));
        }
        sendFrame(draft.finish(flags, Lanes.NONE, run, ++sentFrames));
    }

    /** Sends a frame that is complete; any thread. */
    void sendFrame(ByteBuf complete) {
        if (!hasSent) {
            hasSent = true;
        }
        pipe.send(complete);
    }
}
