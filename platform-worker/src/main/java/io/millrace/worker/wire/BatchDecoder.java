package io.millrace.worker.wire;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.Control;
import io.millrace.worker.serial.Codec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Reads DATA frames into batches; a frame with more entries than a batch has room for into several.
 *
 * <p><b>Thread.</b> Owned by the consuming task.
 *
 * <p><b>Ownership.</b> Holds a frame from {@link #begin} on until its last entry has been read, or until {@link #release}.
 */
final class BatchDecoder {

    private static final byte[] NOTHING = {};

    private final RecordCodec codec;
    private final ByteBufAllocator buffers;
    private final int maxFrameBytes;
    private final Input in = new Input(NOTHING);
    private @Nullable ByteBuf frame;
    private int flags;
    private int entriesLeft;
    private Control control = Control.NONE;
    private long barrierId;
    private long originMicros;
    private long previousMillis;

    BatchDecoder(RecordCodec codec, ByteBufAllocator buffers, int maxFrameBytes) {
        this.codec = codec;
        this.buffers = buffers;
        this.maxFrameBytes = maxFrameBytes;
    }

    /** Whether a frame has been begun and not read to its end. */
    boolean hasFrame() {
        return frame != null;
    }

    /** Begins to read a frame. */
    void begin(ByteBuf next) {
        frame = next;
        byte[] array = next.array();
        int base = next.arrayOffset() + next.readerIndex();
        flags = array[base + FrameHeader.FLAGS];
        entriesLeft = FrameHeader.getInt(array, base + DataFrame.ENTRIES);
        control = DataFrame.control(array[base + DataFrame.CONTROL]);
        barrierId = FrameHeader.getLong(array, base + DataFrame.BARRIER);
        originMicros = DataFrame.originMicros(FrameHeader.getLong(array, base + DataFrame.ORIGIN));
        previousMillis = 0;
        int contentBytes = next.readableBytes() - DataFrame.CONTENT;
        in.setBuffer(array, base + DataFrame.CONTENT, contentBytes);
        if ((flags & DataFrame.LZ4) != 0) {
            decompress(next, base + DataFrame.CONTENT, contentBytes);
        }
    }

    /** Reads entries until the batch is full or the frame is at its end. */
    void readInto(Batch batch) {
        batch.addOrigin(originMicros);
        try {
            while (entriesLeft > 0 && !batch.isFull()) {
                readEntry(batch);
                entriesLeft--;
            }
        } catch (KryoException e) {
            throw new ExchangeException(
                    "Frame ends within an entry: exchange=" + codec.exchange().name() + ", entriesLeft=" + entriesLeft,
                    e);
        }
        if (entriesLeft == 0) {
            finish(batch);
        }
    }

    /** Lets go of a frame that is not to be read any further. */
    void release() {
        ByteBuf held = frame;
        frame = null;
        in.setBuffer(NOTHING, 0, 0);
        if (held != null) {
            held.release();
        }
    }

    private void readEntry(Batch batch) {
        long stamp = in.readVarLong(true);
        long millis = (stamp | 1) == (DataFrame.WIDE | 1) ? in.readLong() : previousMillis + distance(stamp >>> 1);
        if ((stamp & 1) != 0) {
            batch.addWatermark(millis);
            return;
        }
        previousMillis = millis;
        Codec<Object> keys = codec.key();
        if (keys == null) {
            batch.add(codec.value().decode(in), millis);
            return;
        }
        Object key = (flags & DataFrame.KEY_IS_VALUE) == 0 ? keys.decode(in) : null;
        int hash = in.readInt();
        Object value = codec.value().decode(in);
        batch.add(key == null ? value : key, hash, value, millis);
    }

    private static long distance(long zigzag) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private void finish(Batch batch) {
        int excessBytes = in.limit() - in.position();
        release();
        if (excessBytes != 0) {
            throw new ExchangeException("Frame is longer than its entries: exchange="
                    + codec.exchange().name() + ", excessBytes=" + excessBytes);
        }
        if (control == Control.BARRIER) {
            batch.barrier(barrierId);
        } else {
            batch.control(control);
        }
    }

    /** Puts the entries into a buffer of their own, in place of the frame. */
    private void decompress(ByteBuf compressed, int offset, int blockAndLengthBytes) {
        int length = blockAndLengthBytes < Integer.BYTES ? -1 : FrameHeader.getInt(compressed.array(), offset);
        if (length < 0 || length > maxFrameBytes) {
            throw new ExchangeException("Compressed frame is too long: bytes=" + Integer.toUnsignedString(length)
                    + ", maxFrameBytes=" + maxFrameBytes);
        }
        ByteBuf content = buffers.heapBuffer(length, length);
        frame = content;
        int made;
        try {
            made = Lz4.decompress(
                    compressed.array(),
                    offset + Integer.BYTES,
                    blockAndLengthBytes - Integer.BYTES,
                    content.array(),
                    content.arrayOffset(),
                    length);
        } finally {
            compressed.release();
        }
        if (made != length) {
            throw new ExchangeException(
                    "Compressed frame is damaged: exchange=" + codec.exchange().name() + ", bytes=" + length);
        }
        in.setBuffer(content.array(), content.arrayOffset(), length);
    }
}
