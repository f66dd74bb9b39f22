package io.millrace.worker.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Channels by their lanes: a table of open addresses, since a frame finds its channel here and must not make garbage.
 *
 * <p><b>Thread.</b> Guarded by its owner.
 */
final class ChannelTable<T> {

    private long[] lanes = new long[8];
    private @Nullable Object[] channels = new Object[8];
    private int size;

    @SuppressWarnings("unchecked") // Only such are put in.
    @Nullable
    T get(long lane) {
        return (T) channels[slot(lane)];
    }

    /** Puts a channel in. Returns false if there is one. */
    boolean put(long lane, T channel) {
        if (channels[slot(lane)] != null) {
            return false;
        }
        if (2 * ++size > channels.length) {
            grow();
        }
        set(lane, channel);
        return true;
    }

    @SuppressWarnings("unchecked")
    List<T> all() {
        List<T> found = new ArrayList<>(size);
        for (Object channel : channels) {
            if (channel != null) {
                found.add((T) channel);
            }
        }
        return found;
    }

    private void set(long lane, Object channel) {
        int slot = slot(lane);
        lanes[slot] = lane;
        channels[slot] = channel;
    }

    private void grow() {
        long[] oldLanes = lanes;
        @Nullable Object[] old = channels;
        lanes = new long[2 * old.length];
        channels = new Object[2 * old.length];
        for (int i = 0; i < old.length; i++) {
            Object channel = old[i];
            if (channel != null) {
                set(oldLanes[i], channel);
            }
        }
    }

    private int slot(long lane) {
        int mask = channels.length - 1;
        int slot = (int) ((lane * 0x9e3779b97f4a7c15L) >>> 40) & mask;
        while (channels[slot] != null && lanes[slot] != lane) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
