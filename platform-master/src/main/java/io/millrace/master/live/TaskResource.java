package io.millrace.master.live;

import io.millrace.status.TaskStatus;
import io.millrace.time.EventTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task.
 *
 * @param stage name of its stage
 * @param task number among the tasks of the stage, from 0
 * @param member number of the member that runs it, or null if there is no cluster
 * @param operators names of the steps in it
 * @param recordsIn records that its first step has taken
 * @param recordsOut records that its last step has given
 * @param recordsInPerSecond the same in a second, or null if that is not known yet
 * @param recordsOutPerSecond the same in a second, or null if that is not known yet
 * @param bytesIn bytes that have come from other members
 * @param bytesOut bytes that have gone to other members
 * @param busy share of its time in which it was at work, from 0 to 1; null if that is not known yet
 * @param waitingForCredit share in which its output was full, or null
 * @param waitingForThread share in which it had work and its thread did that of others, or null
 * @param idle share in which there was nothing to do, or null
 * @param queueFill how full the fullest of its inputs is, from 0 to 1; null if it has none
 * @param watermark its watermark, or null if there is none yet, or its input has ended
 * @param watermarkLagMillis how far the watermark is behind the clock, or null
 * @param source how far it has come with its splits, or null
 */
public record TaskResource(
        String stage,
        int task,
        @Nullable Integer member,
        List<String> operators,
        long recordsIn,
        long recordsOut,
        @Nullable Double recordsInPerSecond,
        @Nullable Double recordsOutPerSecond,
        long bytesIn,
        long bytesOut,
        @Nullable Double busy,
        @Nullable Double waitingForCredit,
        @Nullable Double waitingForThread,
        @Nullable Double idle,
        @Nullable Double queueFill,
        @Nullable Instant watermark,
        @Nullable Long watermarkLagMillis,
        @Nullable SourceResource source) {

    static TaskResource of(TaskStatus now, @Nullable TaskStatus before, double seconds, long atMillis) {
        Shares shares = before == null ? Shares.UNKNOWN : Shares.between(before, now);
        boolean hasWatermark = now.watermarkMillis() > EventTime.NO_WATERMARK && now.watermarkMillis() < EventTime.END;
        return new TaskResource(
                now.stage(),
                now.task(),
                now.member() == 0 ? null : now.member(),
                now.operators(),
                now.recordsIn(),
                now.recordsOut(),
                before == null ? null : Math.max(0, now.recordsIn() - before.recordsIn()) / seconds,
                before == null ? null : Math.max(0, now.recordsOut() - before.recordsOut()) / seconds,
                now.bytesIn(),
                now.bytesOut(),
                shares.busy(),
                shares.credit(),
                shares.thread(),
                shares.idle(),
                now.queueFill() < 0 ? null : now.queueFill(),
                hasWatermark ? Instant.ofEpochMilli(now.watermarkMillis()) : null,
                hasWatermark ? atMillis - now.watermarkMillis() : null,
                SourceResource.of(now.source()));
    }

    /** What part of the time between two looks was spent how. */
    private record Shares(
            @Nullable Double busy,
            @Nullable Double credit,
            @Nullable Double thread,
            @Nullable Double idle) {

        static final Shares UNKNOWN = new Shares(null, null, null, null);

        static Shares between(TaskStatus before, TaskStatus now) {
            // A call from which nothing came is counted as idle when it has returned, so a figure may go back a little.
            long busy = Math.max(0, now.busyNanos() - before.busyNanos());
            long credit = Math.max(0, now.creditNanos() - before.creditNanos());
            long thread = Math.max(0, now.threadNanos() - before.threadNanos());
            long idle = Math.max(0, now.idleNanos() - before.idleNanos());
            double all = busy + credit + thread + idle;
            return all == 0 ? UNKNOWN : new Shares(busy / all, credit / all, thread / all, idle / all);
        }
    }
}
