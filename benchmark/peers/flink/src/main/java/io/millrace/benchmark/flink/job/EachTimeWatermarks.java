package io.millrace.benchmark.flink.job;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Watermarks of a source that is in order, a tenth of a second of event time apart. Flink's own come by the wall clock,
 * and at the speed of a benchmark whole windows would wait for the next.
 */
public final class EachTimeWatermarks<T> implements WatermarkGenerator<T> {

    private static final long STEP_MILLIS = 100;

    private final long lagMillis;

    private long next = Long.MIN_VALUE;

    /** Watermarks that promise all that the order of the source allows. */
    public EachTimeWatermarks() {
        this(0);
    }

    /** Watermarks that promise less, by some milliseconds. */
    public EachTimeWatermarks(long lagMillis) {
        this.lagMillis = lagMillis;
    }

    @Override
    public void onEvent(T event, long timestampMillis, WatermarkOutput output) {
        if (timestampMillis >= next) {
            output.emitWatermark(new Watermark(timestampMillis - 1 - lagMillis));
            next = timestampMillis + STEP_MILLIS;
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
}
