package io.millrace.worker.checkpoint;

import java.util.Arrays;
import java.util.Random;

/** A file of a {@link SimulatedDisk}: bytes, and how many of them would survive a crash. */
final class SimulatedFile {

    private byte[] bytes = new byte[0];
    private int length;
    private int syncedLength;
    private boolean hasFailedSync;

    int length() {
        return length;
    }

    byte[] content() {
        return Arrays.copyOf(bytes, length);
    }

    void setContent(byte[] content) {
        bytes = content.clone();
        length = content.length;
        syncedLength = length;
    }

    void append(byte[] source, int offset, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    void read(int position, byte[] target, int offset, int count) {
        System.arraycopy(bytes, position, target, offset, count);
    }

    void flipBit(long bit) {
        bytes[(int) (bit / 8)] ^= (byte) (1 << (bit % 8));
    }

    /** What a sync that failed has not kept, no later one will: the system may have forgotten that it was to be written. */
    void sync(boolean fails) {
        hasFailedSync |= fails;
        if (!hasFailedSync) {
            syncedLength = length;
        }
    }

    /** Of what was not synced all may be left, or nothing, or the begin; or the length without the bytes. */
    void crash(Random random) {
        int unsynced = length - syncedLength;
        if (unsynced > 0) {
            switch (random.nextInt(4)) {
                case 0 -> length = syncedLength;
                case 1 -> length = syncedLength + random.nextInt(unsynced);
                case 2 -> Arrays.fill(bytes, syncedLength + random.nextInt(unsynced), length, (byte) 0);
                default -> {}
            }
        }
        syncedLength = length;
        hasFailedSync = false;
    }
}
