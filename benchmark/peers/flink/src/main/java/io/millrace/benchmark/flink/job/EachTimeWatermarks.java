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

    private long next = Long.MIN_VALUE;

    @Override
    public void onEvent(T event, long timestampMillis, WatermarkOutput output) {
        if (timestampMillis >= next) {
            output.emitWatermark(new Watermark(timestampMillis - 1));
            next = timestampMillis + STEP_MILLIS;
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
}
