package io.millrace.worker.wire;

import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.Outlet;
import io.millrace.worker.exchange.Waker;
import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Producer's end of a channel to another executor: encodes batches and sends them while there is credit.
 *
 * <p>How many frames were sent and whether more may be are one number, changed in one step. So when a connection breaks, the
 * I/O thread shuts the outlet and knows exactly what was sent, without a lock: a frame is counted before it goes, and what
 * is counted is either there or lost.
 *
 * <pre>
 * WAITING ◀──connection lost── OPEN ──frames lost, closed──▶ OVER
 *    └──accepted, resumed, credit──▶▲
 * </pre>
 *
 * <p><b>Thread.</b> The methods of {@link Outlet} and fields without a remark belong to the producing task; the others to
 * whoever holds the lock of the session.
 */
final class RemoteOutlet implements Outlet {

    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(RemoteOutlet.class, "word", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final long STATE_MASK = 3;
    private static final long WAITING = 0;
    private static final long OPEN = 1;
    private static final long OVER = 2;
    private static final int SEQUENCE_SHIFT = 2;

    private final OutboundRun run;
    private final ChannelAddress address;
    private final long lane;
    private final Waker producer;
    private final RecordCodec codec;
    private final Wire wire;
    private final Counter frames = new Counter();
    private final Counter bytes = new Counter();
    private final Counter records = new Counter();
    private final Counter creditWaits = new Counter();

    /** Number of frames sent, and the state in the two lowest bits. Any thread. */
    private volatile long word;

    /** Written under the lock of the session. */
    private volatile long grantedBytes;

    private long resumedAt; // guarded by the session

    private long sentBytes;
    private int uncredited;
    private boolean isShort;
    private @Nullable Batch spare;
    private @Nullable Batch begun;
    private int taken;

    RemoteOutlet(OutboundRun run, ChannelAddress address, Waker producer) {
        this.run = run;
        this.address = address;
        this.lane = Lanes.of(address);
        this.producer = producer;
        this.codec = run.attempt().codec(address.exchange());
        this.wire = run.session().wire();
    }

    @Override
    public Batch obtain() {
        Batch batch = spare;
        spare = null;
        return batch == null
                ? new Batch(wire.settings().batchSize(), codec.exchange().isKeyed())
                : batch;
    }

    @Override
    public boolean isFull() {
        return (word & STATE_MASK) != OPEN || sentBytes >= grantedBytes;
    }

    @Override
    public boolean offer(Batch batch) {
        if (batch != begun) {
            begun = batch;
            taken = 0;
        }
        boolean isDone = batch.isEmpty();
        while (!isDone) {
            Link link = run.session().link;
            if (link == null || (word & STATE_MASK) != OPEN || !hasCredit(batch.size() == 0) || !send(batch, link)) {
                return false;
            }
            isDone = taken == batch.size();
        }
        begun = null;
        batch.clear();
        spare = batch;
        return true;
    }

    @Override
    public boolean isLocal() {
        return false;
    }

    @Override
    public long bytesOut() {
        return bytes.get();
    }

    /** Sends a part of a batch, or all of it. */
    private boolean send(Batch batch, Link link) {
        BatchEncoder encoder = wire.encoders().take();
        try {
            int next = encoder.encode(batch, taken, codec, link.limits());
            long before = word;
            ByteBuf frame = encoder.copy(lane, run.number(), (before >>> SEQUENCE_SHIFT) + 1, wire.buffers());
            if (!count(before)) {
                frame.release();
                return false;
            }
            taken = next;
            count(encoder, batch.size() == 0);
            transmit(frame);
            return true;
        } finally {
            wire.encoders().giveBack(encoder);
        }
    }

    private boolean count(long before) {
        return (before & STATE_MASK) == OPEN && WORD.compareAndSet(this, before, before + (1 << SEQUENCE_SHIFT));
    }

    private void count(BatchEncoder encoder, boolean isControlOnly) {
        boolean isCredited = sentBytes < grantedBytes;
        uncredited = isCredited || !isControlOnly ? 0 : uncredited + 1;
        sentBytes += Charge.of(encoder.frameBytes());
        frames.increment();
        bytes.add(encoder.frameBytes());
        records.add(encoder.records());
    }

    /** The connection is read again: the frame was counted under the one that is in use now, or is known to be lost. */
    private void transmit(ByteBuf frame) {
        Link link = run.session().link;
        if (link == null) {
            frame.release();
        } else {
            link.sendFrame(frame);
        }
    }

    private boolean hasCredit(boolean isControlOnly) {
        if (sentBytes < grantedBytes || (isControlOnly && uncredited < Charge.MAX_UNCREDITED)) {
            isShort = false;
            return true;
        }
        if (!isShort) {
            isShort = true;
            creditWaits.increment();
        }
        return false;
    }

    // Under the lock of the session.

    ChannelAddress address() {
        return address;
    }

    long lane() {
        return lane;
    }

    /** Frames that were sent so far; exact while the outlet is not open. */
    long sentFrames() {
        return word >>> SEQUENCE_SHIFT;
    }

    boolean isOver() {
        return (word & STATE_MASK) == OVER;
    }

    /** Takes a grant, which means nothing if it is an old one. */
    void grant(long totalBytes) {
        grantedBytes = Math.max(grantedBytes, totalBytes);
    }

    /** Forgets the grants of a process that is gone. */
    void forgetGrant() {
        grantedBytes = 0;
    }

    /** Notes how many frames the receiver has. */
    void resumeAt(long receivedFrames) {
        resumedAt = receivedFrames;
    }

    long resumedAt() {
        return resumedAt;
    }

    /** Lets the producer go on, if there has been a grant. */
    void open() {
        if (grantedBytes > 0) {
            change(WAITING, OPEN);
            producer.wake();
        }
    }

    /** Lets the producer wait for another connection. */
    void pause() {
        change(OPEN, WAITING);
    }

    /** Takes nothing any more. */
    void end() {
        change(WAITING, OVER);
        change(OPEN, OVER);
    }

    ChannelCounts counts() {
        return new ChannelCounts(
                run.attempt().spec().topology(),
                address,
                run.session().executor,
                false,
                frames.get(),
                bytes.get(),
                records.get(),
                creditWaits.get(),
                0,
                0);
    }

    private void change(long from, long to) {
        while (true) {
            long before = word;
            if ((before & STATE_MASK) != from || WORD.compareAndSet(this, before, (before & ~STATE_MASK) | to)) {
                return;
            }
        }
    }
}
