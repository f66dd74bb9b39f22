package io.millrace.worker.watermark;

import io.millrace.time.EventTime;
import java.util.Arrays;

/**
 * Merges the watermarks of several inputs: the minimum over those that are not idle. Never goes back.
 *
 * <p>An input that has ended keeps its last promise: {@link EventTime#END} if it came to its end, an earlier one if it was
 * stopped. While no input is active, the greatest promise of those that are idle counts, so that it does not matter which
 * of them fell silent first. An input that becomes active again with an older watermark does not take the merged one back:
 * its older records are late.
 */
public final class WatermarkMerger {

    private long[] watermarks;
    private boolean[] idle;
    private boolean[] ended;
    private long merged = EventTime.NO_WATERMARK;

    /** Makes a merger that has seen nothing from any input. */
    public WatermarkMerger(int inputs) {
        this.watermarks = new long[inputs];
        this.idle = new boolean[inputs];
        this.ended = new boolean[inputs];
        Arrays.fill(watermarks, EventTime.NO_WATERMARK);
    }

    /** Adds an input that has said nothing yet, and so holds the watermark where it is; yields its number. */
    public int add() {
        int input = watermarks.length;
        watermarks = Arrays.copyOf(watermarks, input + 1);
        watermarks[input] = EventTime.NO_WATERMARK;
        idle = Arrays.copyOf(idle, input + 1);
        ended = Arrays.copyOf(ended, input + 1);
        return input;
    }

    /** An input has promised; yields the merged watermark. */
    public long onWatermark(int input, long watermarkMillis) {
        idle[input] = false;
        if (watermarkMillis <= watermarks[input]) {
            return merged;
        }
        long before = watermarks[input];
        watermarks[input] = watermarkMillis;
        return before <= merged ? merge() : merged;
    }

    /** An input has sent a record, so it is not idle. */
    public void onActive(int input) {
        idle[input] = false;
    }

    /** An input is silent and holds nobody back; yields the merged watermark. */
    public long onIdle(int input) {
        idle[input] = true;
        return merge();
    }

    /** An input has ended; yields the merged watermark. */
    public long onEnd(int input) {
        ended[input] = true;
        idle[input] = false;
        return merge();
    }

    /** Merged watermark. */
    public long merged() {
        return merged;
    }

    /** Whether an input counts as idle. */
    public boolean isIdle(int input) {
        return idle[input];
    }

    /** Whether no input is active, and at least one is only idle; one that has promised the end is not active. */
    public boolean isIdle() {
        boolean anyIdle = false;
        for (int i = 0; i < watermarks.length; i++) {
            boolean promisesMore = !ended[i] && watermarks[i] != EventTime.END;
            if (promisesMore && !idle[i]) {
                return false;
            }
            anyIdle |= promisesMore;
        }
        return anyIdle;
    }

    /** Whether every input has ended. */
    public boolean isEnded() {
        for (boolean hasEnded : ended) {
            if (!hasEnded) {
                return false;
            }
        }
        return true;
    }

    private long merge() {
        merged = Math.max(merged, isIdle() ? greatestIdle() : leastActive());
        return merged;
    }

    private long leastActive() {
        long min = EventTime.END;
        for (int i = 0; i < watermarks.length; i++) {
            if (!idle[i]) {
                min = Math.min(min, watermarks[i]);
            }
        }
        return min;
    }

    private long greatestIdle() {
        long max = EventTime.NO_WATERMARK;
        for (int i = 0; i < watermarks.length; i++) {
            if (idle[i] && watermarks[i] != EventTime.END) {
                max = Math.max(max, watermarks[i]);
            }
        }
        return max;
    }
}
