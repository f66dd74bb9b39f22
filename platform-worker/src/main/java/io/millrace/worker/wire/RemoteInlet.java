package io.millrace.worker.wire;

import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Waker;
import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Consumer's end of a channel from another executor: keeps frames until they are decoded, and grants credit as batches are
 * released.
 *
 * <p><b>Thread.</b> The methods of {@link Inlet} and fields without a remark belong to the consuming task, within the gate;
 * what arrives comes from whoever holds the lock of the session.
 */
final class RemoteInlet implements Inlet {

    private static final VarHandle ARRIVED;

    static {
        try {
            ARRIVED = MethodHandles.lookup().findVarHandle(RemoteInlet.class, "arrived", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final InboundRun run;
    private final ChannelAddress address;
    private final long lane;
    private final Waker consumer;
    private final Wire wire;
    private final CreditWindow window;
    private final BatchDecoder decoder;
    private final FrameQueue queue = new FrameQueue();
    private final ConsumerGate gate = new ConsumerGate();
    private final Batch batch;
    private final Counter frames = new Counter();
    private final Counter bytes = new Counter();
    private final Counter records = new Counter();
    private final Counter consumedBytes = new Counter();
    private final Counter arrivedBytes = new Counter(); // written under the lock of the session

    private long arrived; // written under the lock of the session, read by the task
    private int uncredited; // guarded by the session

    private volatile long grantedBytes; // written by the task
    private volatile long windowBytes; // written by the task
    private long polled;
    private int heldCharge;

    /** Makes an inlet, for which the least window has been reserved. */
    RemoteInlet(InboundRun run, ChannelAddress address, Waker consumer) {
        this.run = run;
        this.address = address;
        this.lane = Lanes.of(address);
        this.consumer = consumer;
        this.wire = run.session().wire();
        WireSettings settings = wire.settings();
        RecordCodec codec = run.attempt().codec(address.exchange());
        this.window = new CreditWindow(
                wire.budget(),
                settings.minWindowBytes(),
                settings.drainNanos(),
                wire.clockNanos().getAsLong());
        this.grantedBytes = window.grantedBytes();
        this.windowBytes = window.windowBytes();
        this.decoder = new BatchDecoder(codec, wire.buffers(), settings.maxFrameBytes());
        this.batch = new Batch(settings.batchSize(), codec.exchange().isKeyed());
    }

    @Override
    public @Nullable Batch poll() {
        boolean isEmpty = !decoder.hasFrame() && polled == (long) ARRIVED.getAcquire(this);
        if (isEmpty || !gate.enter()) {
            return null;
        }
        try {
            return next();
        } finally {
            leave();
        }
    }

    @Override
    public void release(Batch used) {
        records.add(used.records());
        used.clear();
        if (decoder.hasFrame() || heldCharge == 0) {
            return;
        }
        consumedBytes.add(heldCharge);
        boolean isTimeToGrant = window.consume(heldCharge);
        heldCharge = 0;
        if (isTimeToGrant && gate.enter()) {
            try {
                grant();
            } finally {
                leave();
            }
        }
    }

    @Override
    public double fill() {
        double waiting = Math.max(0, arrivedBytes.get() - consumedBytes.get());
        return Math.min(1, waiting / windowBytes);
    }

    @Override
    public long bytesIn() {
        return bytes.get();
    }

    private @Nullable Batch next() {
        try {
            if (!decoder.hasFrame() && !beginFrame()) {
                return null;
            }
            decoder.readInto(batch);
            return batch;
        } catch (RuntimeException e) {
            decoder.release();
            batch.clear();
            throw e;
        }
    }

    private boolean beginFrame() {
        ByteBuf frame = queue.poll();
        if (frame == null) {
            return false;
        }
        polled++;
        heldCharge = Charge.of(frame.readableBytes());
        frames.increment();
        bytes.add(frame.readableBytes());
        decoder.begin(frame);
        return true;
    }

    private void leave() {
        if (gate.leave()) {
            clearUp();
        }
    }

    private void clearUp() {
        decoder.release();
        for (ByteBuf frame = queue.poll(); frame != null; frame = queue.poll()) {
            frame.release();
        }
        window.close();
    }

    private void grant() {
        boolean isMore = window.grant(wire.clockNanos().getAsLong());
        windowBytes = window.windowBytes();
        if (isMore) {
            grantedBytes = window.grantedBytes();
            sendCredit();
        }
    }

    /**
     * Tells the other side what is granted; the task, or whoever holds the lock of the session. A grant is written before
     * the connection is read, and a connection before the grant: so one of the two always sees the other.
     */
    void sendCredit() {
        int number = run.number();
        Link link = run.session().link;
        if (link != null && number != InboundRun.NONE) {
            link.sendFrame(Draft.credit(number, lane, grantedBytes, wire.buffers()));
        }
    }

    // Under the lock of the session.

    ChannelAddress address() {
        return address;
    }

    long lane() {
        return lane;
    }

    long grantedBytes() {
        return grantedBytes;
    }

    long receivedFrames() {
        return arrived;
    }

    boolean isShut() {
        return gate.isShut();
    }

    /** Takes a frame that has arrived. */
    void onData(Frame frame) throws WireFault {
        if (gate.isShut()) {
            wire.countDropped();
            return;
        }
        long expected = arrived + 1;
        if (frame.sequence() != expected) {
            throw new WireFault(
                    ErrorCode.SEQUENCE,
                    "Frame is missing or repeated: channel=" + address + ", sequence=" + frame.sequence()
                            + ", expected=" + expected);
        }
        DataFrame.check(frame, run.attempt().codec(address.exchange()).exchange());
        checkCredit(frame);
        arrivedBytes.add(Charge.of(frame.frameBytes()));
        queue.add(frame.take());
        ARRIVED.setRelease(this, expected);
        consumer.wake();
    }

    private void checkCredit(Frame frame) throws WireFault {
        if (arrivedBytes.get() < grantedBytes) {
            uncredited = 0;
            return;
        }
        boolean hasEntries = frame.bodyInt(DataFrame.ENTRIES - FrameHeader.BYTES) != 0;
        if (hasEntries || ++uncredited > Charge.MAX_UNCREDITED) {
            throw new WireFault(
                    ErrorCode.OVERDRAWN,
                    "More was sent than there was credit for: channel=" + address + ", bytes=" + arrivedBytes.get()
                            + ", granted=" + grantedBytes);
        }
    }

    /** Yields nothing any more, and releases what waits; any thread that holds the lock of the session. */
    void shut() {
        if (gate.shut()) {
            clearUp();
        }
    }

    ChannelCounts counts() {
        return new ChannelCounts(
                run.attempt().spec().topology(),
                address,
                run.session().executor,
                true,
                frames.get(),
                bytes.get(),
                records.get(),
                0,
                arrivedBytes.get() - consumedBytes.get(),
                windowBytes);
    }
}
