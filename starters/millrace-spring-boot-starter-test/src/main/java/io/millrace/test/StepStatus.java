package io.millrace.test;

import io.millrace.time.EventTime;
import java.time.Instant;

/**
 * What the driver knows of a step, over all its tasks.
 *
 * @param step name of the step
 * @param recordsIn records taken
 * @param recordsOut records given to the main output
 * @param lateRecords records that came too late for all their windows
 * @param watermarkMillis lowest watermark over the tasks; {@code Long.MIN_VALUE} for none yet
 */
public record StepStatus(String step, long recordsIn, long recordsOut, long lateRecords, long watermarkMillis) {

    @Override
    public String toString() {
        return step + ": in=" + recordsIn + ", out=" + recordsOut + (lateRecords == 0 ? "" : ", late=" + lateRecords)
                + ", watermark=" + time(watermarkMillis);
    }

    static String time(long millis) {
        if (millis == EventTime.NO_WATERMARK) {
            return "none";
        }
        return millis == EventTime.END ? "end" : Instant.ofEpochMilli(millis).toString();
    }
}
