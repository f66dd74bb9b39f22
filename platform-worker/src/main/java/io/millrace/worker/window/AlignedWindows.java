package io.millrace.worker.window;

import io.millrace.window.Window;
import io.millrace.window.WindowSpec;

/**
 * Arithmetic of windows that are the same for all keys: tumbling, sliding and global. Every window consists of whole
 * slices, and a record belongs to the windows that hold its slice.
 *
 * @param sizeMillis length of a window
 * @param slideMillis distance between the starts of two windows
 * @param sliceMillis length of a slice
 * @param offsetMillis start of the windows after the epoch
 */
record AlignedWindows(long sizeMillis, long slideMillis, long sliceMillis, long offsetMillis) {

    private static final long FOREVER = Long.MAX_VALUE / 4;

    static AlignedWindows of(WindowSpec.Shape shape) {
        if (shape instanceof WindowSpec.Tumbling tumbling) {
            long size = tumbling.size().toMillis();
            return new AlignedWindows(
                    size, size, size, Math.floorMod(tumbling.offset().toMillis(), size));
        }
        if (shape instanceof WindowSpec.Sliding sliding) {
            long slide = sliding.slide().toMillis();
            long offset = Math.floorMod(sliding.offset().toMillis(), slide);
            return new AlignedWindows(sliding.size().toMillis(), slide, sliding.sliceMillis(), offset);
        }
        if (shape instanceof WindowSpec.Global) {
            return new AlignedWindows(FOREVER, FOREVER, FOREVER, 0);
        }
        throw new IllegalArgumentException("Windows are not aligned: shape=" + shape);
    }

    /** Start of the slice that holds a timestamp. */
    long sliceStart(long timestampMillis) {
        return timestampMillis - Math.floorMod(timestampMillis - offsetMillis, sliceMillis);
    }

    /** Start of the last window that holds a timestamp. */
    long lastWindowStart(long timestampMillis) {
        return timestampMillis - Math.floorMod(timestampMillis - offsetMillis, slideMillis);
    }

    /** End of the first window that ends after a time. */
    long firstEndAfter(long timeMillis) {
        long sinceEnd = Math.floorMod(timeMillis - sizeMillis - offsetMillis, slideMillis);
        return timeMillis - sinceEnd + slideMillis;
    }

    /** End of the first window that holds the slice of a start. */
    long firstEndOf(long sliceStartMillis) {
        return firstEndAfter(sliceStartMillis + sliceMillis - 1);
    }

    /** End of the window of a start. */
    long endOfWindow(long startMillis) {
        long end = startMillis + sizeMillis;
        return end >= FOREVER ? Window.GLOBAL.endMillis() : end;
    }

    /** The window of an end. */
    Window windowEndingAt(long endMillis) {
        return endMillis >= FOREVER ? Window.GLOBAL : new Window(endMillis - sizeMillis, endMillis);
    }
}
