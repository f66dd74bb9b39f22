package io.millrace.worker.net;

import io.millrace.worker.wire.Connection;
import io.millrace.worker.wire.Pipe;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Checks that bytes come in order: after the word, numbers of 8 bytes that count up. */
final class FakeConnection implements Connection {

    static final byte[] WORD = "spoken".getBytes(StandardCharsets.US_ASCII);
    static final long DEADLINE_NANOS = 300_000_000;

    final Pipe pipe;
    private final ByteBuf arrived = Unpooled.buffer();
    private long beganNanos = Long.MIN_VALUE;
    private long lastHeardNanos = Long.MIN_VALUE;
    private boolean hasHeard;
    volatile boolean isOpen;
    volatile boolean isDeafToSilence = true;
    volatile long numbers;
    volatile String wrong = "";
    volatile String closedBecause = "";
    volatile int closings;
    volatile String thread = "";

    FakeConnection(Pipe pipe) {
        this.pipe = pipe;
    }

    void begin() {
        pipe.send(Unpooled.copiedBuffer(WORD));
    }

    /** Sends a number in a buffer of its own. */
    void send(long number) {
        pipe.send(Unpooled.buffer(Long.BYTES).writeLong(number));
    }

    @Override
    public void onBytes(ByteBuf bytes) {
        thread = Thread.currentThread().getName();
        hasHeard = true;
        arrived.writeBytes(bytes);
        bytes.release();
        if (!isOpen && arrived.readableBytes() >= WORD.length) {
            byte[] word = new byte[WORD.length];
            arrived.readBytes(word);
            if (!Arrays.equals(word, WORD)) {
                pipe.close();
                return;
            }
            isOpen = true;
        }
        while (isOpen && arrived.readableBytes() >= Long.BYTES) {
            long number = arrived.readLong();
            if (number != numbers) {
                wrong = "expected " + numbers + ", got " + number;
            }
            numbers++;
        }
        arrived.discardReadBytes();
    }

    @Override
    public void onClosed(String reason) {
        closedBecause = reason;
        closings++;
    }

    @Override
    public void onTick(long nowNanos) {
        if (beganNanos == Long.MIN_VALUE) {
            beganNanos = nowNanos;
        }
        if (hasHeard) {
            hasHeard = false;
            lastHeardNanos = nowNanos;
        }
        boolean isLate = !isOpen && nowNanos - beganNanos > DEADLINE_NANOS;
        boolean isSilent = !isDeafToSilence && isOpen && nowNanos - lastHeardNanos > DEADLINE_NANOS;
        if (isLate || isSilent) {
            pipe.close();
        }
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public void close(String reason) {
        pipe.close();
    }
}
