package io.millrace.master.silence;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A silence in words. Names of steps and splits stand in backticks, so that a page can tell them from words. */
public final class SilenceSentence {

    private static final int MAX_SINKS = 3;

    private SilenceSentence() {}

    /** One sentence, without a full stop. */
    public static String of(Silence found) {
        String step = name(found.step());
        return switch (found.reason()) {
            case FAILED -> "No output: the topology has failed" + because(found);
            case RECOVERING -> "No output: it is being brought back after a failure" + because(found);
            case WAITS_TO_START -> "No output: it does not run yet" + because(found);
            case STOPPING -> "No further output: it is being stopped";
            case STOPPED -> "No output: it does not run; start it";
            case FINISHED -> "No further output: all sources have ended, and all results are out";
            default -> sinks(found) + reason(found, step);
        };
    }

    private static String reason(Silence found, String step) {
        return switch (found.reason()) {
            case STUCK_CALL -> "a call of " + step + " does not return, at " + found.cause();
            case TROUBLE -> step + " " + found.cause();
            case NO_ROOM ->
                step + " waits for room" + (found.cause() == null ? "" : " in front of " + name(found.cause()));
            case WATERMARK_HELD -> held(found, step);
            case ALL_GIVEN_UP -> "the code of " + step + " throws for all records; look at dead letters and events";
            case ALL_LATE -> "all records come too late for the windows of " + step;
            case WATERMARK_AT_END ->
                name(found.waits()) + " waits for event time, of which " + step + " promises none before its end";
            case WINDOWS_OPEN ->
                "the windows of " + step + " are not over; event time is at " + at(found.watermarkMillis());
            case STEP_GIVES_NONE -> step + " takes records and gives none";
            case NO_SPLITS -> "the source " + step + " has found nothing to read from";
            case SOURCE_ENDED -> "the source " + step + " has ended";
            default -> "the source " + step + " has given nothing for " + time(silentMillis(found.place()));
        };
    }

    private static String held(Silence found, String source) {
        SourceLook place = found.place();
        if (place == null) {
            return "";
        }
        Long watermark = found.watermarkMillis();
        return name(found.waits()) + " waits for event time, which "
                + (watermark == null ? "has not begun" : "rests at " + at(watermark)) + ": split "
                + name(place.slowest()) + " of the source " + source + ", in task " + place.task()
                + ", has given nothing for " + time(place.slowestSilentMillis());
    }

    private static long silentMillis(@Nullable SourceLook place) {
        return place == null ? 0 : place.silentMillis();
    }

    private static String because(Silence found) {
        return found.cause() == null ? "" : ": " + found.cause();
    }

    private static String sinks(Silence found) {
        int sinks = found.sinks().size();
        String shown = String.join("`, `", found.sinks().subList(0, Math.min(sinks, MAX_SINKS)));
        return "No records for `" + shown + "`" + (sinks > MAX_SINKS ? " and " + (sinks - MAX_SINKS) + " more" : "")
                + ": ";
    }

    private static String name(@Nullable String name) {
        return "`" + name + "`";
    }

    private static String at(@Nullable Long millis) {
        return millis == null
                ? "its beginning"
                : Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String time(long millis) {
        long seconds = millis / 1000;
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
