package io.millrace.worker.net;

import io.millrace.worker.wire.Pipe;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.internal.PlatformDependent;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A connection of Netty as a pipe. Many senders put buffers into a queue; the I/O thread is woken once for many, puts small
 * ones together to pieces of 64 KiB, and flushes once for many writes.
 *
 * <p>Copying small frames behind one another makes one write of many. A long one that lies in direct memory is written as it
 * is; one on the heap has to be copied for the socket anyhow.
 *
 * <p>A peer that does not read: the socket takes no more, and what is sent stays in the queue. Credit ends soon, so that no
 * more data comes, frames of control are few and small, and the wire closes the connection if it hears nothing. A peer that
 * does not read and grants credit all the same comes up against {@code maxQueuedBytes}, and is cut off.
 *
 * <p><b>Thread.</b> {@link #send} and {@link #close} any; all else, and the fields without a note, the channel's.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails closes the channel, and that is noticed.
final class ChannelPipe implements Pipe {

    static final int PIECE_BYTES = 64 << 10;

    /** Length from which a buffer is written as it is: putting it into a piece would cost more than a write of its own. */
    static final int WHOLE_BYTES = 8 << 10;

    /** Rounds of writing and flushing before other connections of the thread get their turn. */
    private static final int ROUNDS = 16;

    private final ChannelHandlerContext context;
    private final NetSettings settings;
    private final Counters counters;
    private final byte[] channelBinding;
    private final Queue<ByteBuf> queue = PlatformDependent.newMpscQueue(); // many put, the channel's thread takes
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicBoolean isScheduled = new AtomicBoolean(); // whether the channel's thread will look
    private final AtomicBoolean isClosing = new AtomicBoolean(); // nothing is taken any more
    private @Nullable ByteBuf piece;
    private boolean isWriting;
    private boolean isBroken; // nothing is written any more

    ChannelPipe(ChannelHandlerContext context, NetSettings settings, Counters counters, byte[] channelBinding) {
        this.context = context;
        this.settings = settings;
        this.counters = counters;
        this.channelBinding = channelBinding;
    }

    @Override
    public byte[] channelBinding() {
        return channelBinding.clone();
    }

    @Override
    public void send(ByteBuf bytes) {
        if (isClosing.get()) {
            bytes.release();
        } else {
            enqueue(bytes);
        }
    }

    /** Second half of {@link #send}; the pipe may be closed between the two. */
    void enqueue(ByteBuf bytes) {
        long queued = queuedBytes.addAndGet(bytes.readableBytes());
        queue.add(bytes);
        if (queued > settings.maxQueuedBytes()) {
            breakOff();
        }
        // Also if it was closed meanwhile: then the buffer is released there.
        wake();
    }

    @Override
    public void close() {
        if (!isClosing.getAndSet(true)) {
            execute(this::closeAfterWriting);
        }
    }

    /** The socket takes more again, or does not. */
    void onWritabilityChanged() {
        if (!isWriting && !isBroken && context.channel().isWritable()) {
            write();
        }
    }

    /** The channel is closed: releases what has not been written. */
    void onClosed() {
        isClosing.set(true);
        breakDown();
    }

    /** Whether this side has given it up. */
    boolean isClosing() {
        return isClosing.get();
    }

    /** Bytes that wait. */
    long queuedBytes() {
        return queuedBytes.get();
    }

    private void breakOff() {
        isClosing.set(true);
        execute(() -> {
            onClosed();
            context.pipeline().fireExceptionCaught(new PeerDoesNotReadException(settings.maxQueuedBytes()));
        });
    }

    private void wake() {
        if (!isScheduled.get() && isScheduled.compareAndSet(false, true)) {
            counters.wakeUps.increment();
            execute(this::write);
        }
    }

    /** A thread that has ended runs nothing; then nobody else takes from the queue, save for senders as this one. */
    private void execute(Runnable task) {
        try {
            context.executor().execute(task);
        } catch (RejectedExecutionException e) {
            synchronized (queue) {
                releaseAll();
            }
        }
    }

    /**
     * Writes as long as there is something and the socket takes it. If it does not, {@code isScheduled} stays set, so that
     * no sender wakes this thread in vain until the socket takes more again.
     */
    private void write() {
        if (isBroken) {
            breakDown();
            return;
        }
        isWriting = true;
        boolean isBlocked = false;
        for (int round = 0; round < ROUNDS && !isBlocked && !queue.isEmpty(); round++) {
            isBlocked = !writeRound(false);
        }
        isWriting = false;
        if (isBlocked && !isBroken) {
            return;
        }
        isScheduled.set(false);
        if (!queue.isEmpty()) {
            wake();
        }
    }

    /** Writes until the queue is empty or the socket is full, and flushes; whether the socket then takes more. */
    private boolean writeRound(boolean isLast) {
        while (isLast || context.channel().isWritable()) {
            ByteBuf bytes = queue.poll();
            if (bytes == null) {
                break;
            }
            append(bytes);
        }
        writePiece();
        counters.flushes.increment();
        context.flush();
        return isLast || context.channel().isWritable();
    }

    private void append(ByteBuf bytes) {
        int length = bytes.readableBytes();
        queuedBytes.addAndGet(-length);
        counters.buffers.increment();
        counters.bytesOut.add(length);
        if (length >= WHOLE_BYTES && bytes.isDirect()) {
            writePiece();
            counters.writes.increment();
            context.write(bytes, context.voidPromise());
            return;
        }
        try {
            while (bytes.isReadable()) {
                ByteBuf open = piece;
                if (open == null) {
                    open = context.alloc().directBuffer(PIECE_BYTES, PIECE_BYTES);
                    piece = open;
                }
                open.writeBytes(bytes, Math.min(open.writableBytes(), bytes.readableBytes()));
                if (!open.isWritable()) {
                    writePiece();
                }
            }
        } finally {
            bytes.release();
        }
    }

    private void writePiece() {
        ByteBuf full = piece;
        if (full != null) {
            piece = null;
            counters.writes.increment();
            context.write(full, context.voidPromise());
        }
    }

    private void closeAfterWriting() {
        if (isBroken) {
            return;
        }
        isWriting = true;
        writeRound(true);
        isWriting = false;
        breakDown();
        context.executor().schedule(() -> context.close(), settings.times().lingerMillis(), TimeUnit.MILLISECONDS);
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> context.close());
    }

    /** A sender that comes too late sees that nobody is scheduled, and lets this thread look once more. */
    private void breakDown() {
        isBroken = true;
        isScheduled.set(false);
        releaseAll();
    }

    private void releaseAll() {
        ByteBuf open = piece;
        piece = null;
        if (open != null) {
            open.release();
        }
        ByteBuf bytes = queue.poll();
        while (bytes != null) {
            queuedBytes.addAndGet(-bytes.readableBytes());
            bytes.release();
            bytes = queue.poll();
        }
    }
}
