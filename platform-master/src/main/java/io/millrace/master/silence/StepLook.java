package io.millrace.master.silence;

import org.jspecify.annotations.Nullable;

/**
 * A step, over all its tasks.
 *
 * @param name its name
 * @param kind what kind of step it is
 * @param recordsIn records that it has taken
 * @param recordsGivenUp records of these for which its code threw, and which it gave up
 * @param recordsLate records of these that came too late
 * @param quietMillis for how long it has been seen to take nothing; 0 if it takes records
 * @param watermarkMillis its watermark; null if there is none yet
 * @param hasEnded whether its stream has ended
 * @param waiting share of the time in which its tasks waited for room in their output, from 0 to 1
 * @param stuckAt where a call of its code stands that does not return, or null
 * @param trouble what keeps it from its work, or null
 */
public record StepLook(
        String name,
        String kind,
        long recordsIn,
        long recordsGivenUp,
        long recordsLate,
        long quietMillis,
        @Nullable Long watermarkMillis,
        boolean hasEnded,
        double waiting,
        @Nullable String stuckAt,
        @Nullable String trouble) {

    boolean isWindow() {
        return kind.equals("window");
    }

    boolean hasLost(long records) {
        return recordsIn > 0 && records >= recordsIn;
    }
}
