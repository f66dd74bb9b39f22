package io.millrace.worker.wire;

import com.esotericsoftware.kryo.io.KryoBufferOverflowException;
import com.esotericsoftware.kryo.io.Output;
import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.Control;
import io.millrace.worker.serial.Codec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches as DATA frames into an array of its own, and from there into a buffer.
 *
 * <p>An array of its own, and not that of the buffer: a buffer of a pool is a part of a large array, and serializers that
 * write into an array see its whole length.
 *
 * <p><b>Thread.</b> Used by one at a time; see {@link EncoderPool}.
 */
final class BatchEncoder {

    private static final int FIRST_BYTES = 48 << 10;

    private final Output out;
    private final CRC32C crc = new CRC32C();
    private final @Nullable Lz4 lz4;
    private int frameBytes;
    private byte[] frame;
    private int flags;
    private int records;
    private long previousMillis;

    BatchEncoder(int maxFrameBytes, @Nullable Lz4 lz4) {
        this.out = new Output(Math.min(FIRST_BYTES, maxFrameBytes), maxFrameBytes);
        this.frame = out.getBuffer();
        this.lz4 = lz4;
    }

    /** Number of bytes of the frame that was encoded last. */
    int frameBytes() {
        return frameBytes;
    }

    /** Number of records in the frame that was encoded last. */
    int records() {
        return records;
    }

    /** Bytes that are kept for the next frame. */
    int keptBytes() {
        return out.getBuffer().length;
    }

    /**
     * Encodes entries from some place on, and the control event if they are the last. Returns the place of the first entry
     * that is not in the frame.
     *
     * @throws ExchangeException if a record alone is longer than a frame may be
     */
    int encode(Batch batch, int first, RecordCodec codec, FrameLimits limits) {
        records = 0;
        previousMillis = 0;
        flags = flags(batch, first);
        out.setPosition(DataFrame.CONTENT);
        int next = encodeEntries(batch, first, codec, limits);
        frame = out.getBuffer();
        frameBytes = out.position();
        boolean isLast = next == batch.size();
        Control control = isLast ? batch.control() : Control.NONE;
        if (limits.isCompressed() && lz4 != null) {
            compress(lz4);
        }
        FrameHeader.setInt(frame, DataFrame.ENTRIES, next - first);
        FrameHeader.setInt(frame, DataFrame.CONTROL, DataFrame.code(control) << 24);
        FrameHeader.setLong(frame, DataFrame.BARRIER, control == Control.BARRIER ? batch.barrierId() : 0);
        FrameHeader.setLong(frame, DataFrame.ORIGIN, DataFrame.origin(batch));
        return next;
    }

    /** Copies the frame that was encoded last. */
    ByteBuf copy(long lane, int run, long sequence, ByteBufAllocator buffers) {
        FrameHeader.write(frame, 0, FrameType.DATA, flags, lane, run, sequence);
        FrameHeader.seal(frame, 0, frameBytes, crc);
        return buffers.ioBuffer(frameBytes, frameBytes).writeBytes(frame, 0, frameBytes);
    }

    private static int flags(Batch batch, int first) {
        if (!batch.isKeyed()) {
            return 0;
        }
        int size = batch.size();
        for (int i = first; i < size; i++) {
            Object value = batch.value(i);
            if (value != null && value != batch.key(i)) {
                return DataFrame.KEYED;
            }
        }
        return DataFrame.KEYED | DataFrame.KEY_IS_VALUE;
    }

    private int encodeEntries(Batch batch, int first, RecordCodec codec, FrameLimits limits) {
        int size = batch.size();
        int maxBytes = limits.maxFrameBytes();
        int targetBytes = Math.min(maxBytes, limits.targetFrameBytes());
        for (int i = first; i < size; i++) {
            int start = out.position();
            boolean isFitting = encodeEntry(batch, i, codec) && out.position() <= maxBytes;
            if (!isFitting) {
                if (i == first) {
                    throw tooLong(batch, i, codec, maxBytes);
                }
                out.setPosition(start);
                return i;
            }
            records += batch.value(i) == null ? 0 : 1;
            if (out.position() >= targetBytes) {
                return i + 1;
            }
        }
        return size;
    }

    /** Returns false if the array may not grow as far as is needed. */
    private boolean encodeEntry(Batch batch, int i, RecordCodec codec) {
        Object value = batch.value(i);
        long millis = batch.timestamp(i);
        try {
            if (value == null) {
                writeStamp(millis, 1);
                return true;
            }
            writeStamp(millis, 0);
            previousMillis = millis;
            Codec<Object> keys = codec.key();
            if (keys != null) {
                if ((flags & DataFrame.KEY_IS_VALUE) == 0) {
                    keys.encode(batch.key(i), out);
                }
                out.writeInt(batch.hash(i));
            }
            codec.value().encode(value, out);
            return true;
        } catch (KryoBufferOverflowException e) {
            return false;
        }
    }

    private void writeStamp(long millis, int mark) {
        long distance = millis - previousMillis;
        long zigzag = (distance << 1) ^ (distance >> 63);
        if (zigzag >>> 62 == 0) {
            out.writeVarLong((zigzag << 1) | mark, true);
        } else {
            out.writeVarLong(DataFrame.WIDE | mark, true);
            out.writeLong(millis);
        }
    }

    private void compress(Lz4 compressor) {
        int contentBytes = frameBytes - DataFrame.CONTENT;
        byte[] compressed = compressor.compress(frame, DataFrame.CONTENT, contentBytes);
        if (compressed.length > 0) {
            frame = compressed;
            frameBytes = compressor.frameBytes();
            flags |= DataFrame.LZ4;
        }
    }

    private static ExchangeException tooLong(Batch batch, int i, RecordCodec codec, int maxBytes) {
        Object value = batch.value(i);
        return new ExchangeException("Record is too long for a frame: exchange="
                + codec.exchange().name() + ", type=" + codec.exchange().valueType() + ", class="
                + (value == null ? "none" : value.getClass().getName()) + ", bytes=more than "
                + (maxBytes - DataFrame.CONTENT) + ", maxFrameBytes=" + maxBytes
                + "; raise maxFrameBytes on all executors, or send less in a record");
    }
}
