package io.millrace.master.silence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a topology, or some of its sinks, yields nothing.
 *
 * @param reason why
 * @param sinks names of the sinks that get nothing
 * @param step the step that it is about, or null if it is about the whole
 * @param place for a watermark that is held back, the task and split that hold it; for a silent source, its task that has been
 *     silent for the shortest time; else null
 * @param waits the step that waits for the watermark, or null
 * @param watermarkMillis where event time stands, or null
 * @param cause what is known beyond that, in the words of whoever says so, or null
 */
public record Silence(
        Reason reason,
        List<String> sinks,
        @Nullable String step,
        @Nullable SourceLook place,
        @Nullable String waits,
        @Nullable Long watermarkMillis,
        @Nullable String cause) {

    /** Keeps its own copy. */
    public Silence {
        sinks = List.copyOf(sinks);
    }

    /** Why nothing comes, the most telling ones first: where several inputs of a step give nothing, that of the first counts. */
    public enum Reason {
        /** The topology has failed. */
        FAILED,
        /** It is brought back after a failure. */
        RECOVERING,
        /** It waits for what it needs to run, such as slots. */
        WAITS_TO_START,
        /** It is on its way to its end. */
        STOPPING,
        /** It does not run. */
        STOPPED,
        /** All sources have ended, and all results are out. */
        FINISHED,
        /** A call of user code does not return. */
        STUCK_CALL,
        /** Something that a step needs does not answer. */
        TROUBLE,
        /** A source may give nothing, because there is no room behind it. */
        NO_ROOM,
        /** A split that is silent holds the watermark back, for which a window waits. */
        WATERMARK_HELD,
        /** A step gives up all records, because its code throws. */
        ALL_GIVEN_UP,
        /** All records come too late for their windows. */
        ALL_LATE,
        /** A source promises no event time before its end, for which a window waits. */
        WATERMARK_AT_END,
        /** Windows are not over yet. */
        WINDOWS_OPEN,
        /** A step takes records and gives none. */
        STEP_GIVES_NONE,
        /** A source has no split to read from. */
        NO_SPLITS,
        /** A source gives nothing. */
        SOURCE_IDLE,
        /** A source has ended. */
        SOURCE_ENDED
    }

    Silence withSinks(List<String> silent) {
        return new Silence(reason, silent, step, place, waits, watermarkMillis, cause);
    }
}
