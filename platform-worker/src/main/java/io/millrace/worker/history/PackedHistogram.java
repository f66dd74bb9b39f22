package io.millrace.worker.history;

import io.millrace.worker.measure.Histogram;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A histogram in few bytes: the gap to the bucket before and the count of each bucket, both with seven bits a byte, the lowest
 * first.
 *
 * @param slot the slot of time that it is of
 * @param packed the bytes, which nobody changes
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over, and compared by nobody.
record PackedHistogram(long slot, byte[] packed) implements Slotted {

    private static final int OVERHEAD_BYTES = 56;
    private static final int MAX_SHIFT = Long.SIZE - 7;

    static PackedHistogram of(long slot, Histogram histogram) {
        return new PackedHistogram(slot, pack(histogram));
    }

    Histogram histogram() {
        return unpack(packed);
    }

    @Override
    public int bytes() {
        return OVERHEAD_BYTES + packed.length;
    }

    static byte[] pack(Histogram histogram) {
        int[] buckets = histogram.buckets();
        long[] counts = histogram.counts();
        ByteArrayOutputStream out = new ByteArrayOutputStream(3 * buckets.length);
        int before = 0;
        for (int i = 0; i < buckets.length; i++) {
            write(out, buckets[i] - before);
            write(out, counts[i]);
            before = buckets[i];
        }
        return out.toByteArray();
    }

    /**
     * Reads what was packed.
     *
     * @throws IllegalArgumentException if it was not
     */
    static Histogram unpack(byte[] packed) {
        int most = (packed.length + 1) / 2;
        int[] buckets = new int[most];
        long[] counts = new long[most];
        Reader reader = new Reader(packed);
        int size = 0;
        long bucket = 0;
        while (reader.at < packed.length) {
            bucket = Math.min(Integer.MAX_VALUE, bucket + reader.next());
            buckets[size] = (int) bucket;
            counts[size++] = reader.next();
        }
        return Histogram.of(Arrays.copyOf(buckets, size), Arrays.copyOf(counts, size));
    }

    private static void write(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static final class Reader {

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        long next() {
            long value = 0;
            for (int shift = 0; shift <= MAX_SHIFT && at < bytes.length; shift += 7) {
                byte next = bytes[at++];
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("Histogram is damaged: bytes=" + bytes.length + ", at=" + at);
        }
    }
}
