package io.millrace.worker.task;

import io.millrace.deadletter.DeadLetter;
import io.millrace.operator.RecordsFailedException;
import io.millrace.time.EventTime;
import io.millrace.topology.Step;
import io.millrace.worker.window.Partial;
import io.millrace.worker.window.ResultFailedException;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of records for which the code of a step threw, counts those that are left out, and writes dead
 * letters.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class RecordFailures {

    private static final Logger log = LoggerFactory.getLogger(RecordFailures.class);

    private final Step step;
    private final int taskIndex;
    private final OperatorCounters counters;
    private final DeadLetterDesk desk;
    private Receiver deadLetters = Receiver.NOBODY;
    private @Nullable Replays replays;

    RecordFailures(Step step, int taskIndex, OperatorCounters counters, DeadLetterDesk desk) {
        this.step = step;
        this.taskIndex = taskIndex;
        this.counters = counters;
        this.desk = desk;
    }

    /** Names who takes the dead letters of the step, in this task. */
    void deadLettersTo(Receiver receiver) {
        deadLetters = receiver;
    }

    /** Names who takes records again. */
    void replayedBy(Replays task) {
        replays = task;
    }

    /**
     * Leaves a record out, if the policy says so. What a step further down threw is never this step's to leave out.
     *
     * @return false if the topology has to fail
     */
    boolean leaveOut(FailedRecord failed, Throwable cause) {
        if (!isOfRecords(cause)) {
            return false;
        }
        return switch (step.errorPolicy()) {
            case FAIL -> false;
            case SKIP -> {
                skip(failed, cause);
                yield true;
            }
            case DEAD_LETTER -> {
                writeLetter(failed, cause);
                yield true;
            }
        };
    }

    /**
     * Whether the policy of the step has a say. It has none in what a step further down threw, and none when somebody wants
     * the thread to end, however that is wrapped.
     */
    static boolean isOfRecords(Throwable cause) {
        return cause instanceof Exception
                && !(cause instanceof ResultFailedException)
                && Causes.find(cause, OperatorFailedException.class) == null
                && Causes.find(cause, InterruptedException.class) == null
                && Causes.find(cause, ClosedByInterruptException.class) == null;
    }

    private void skip(FailedRecord failed, Throwable cause) {
        int records = recordsIn(failed.value(), cause);
        if (counters.skip(records) == records) {
            log.warn(
                    "Record is left out, and so will be others, which are only counted: operator={}, task={}, record={}",
                    step.name(),
                    taskIndex,
                    OperatorFailedException.shorten(failed.value()),
                    Causes.ofUserCode(cause));
        }
    }

    private void writeLetter(FailedRecord failed, Throwable cause) {
        int records = recordsIn(failed.value(), cause);
        if (counters.deadLetter(records) == records) {
            log.warn(
                    "Record becomes a dead letter, and so will others, which are only counted and kept: operator={},"
                            + " task={}, record={}",
                    step.name(),
                    taskIndex,
                    OperatorFailedException.shorten(failed.value()),
                    Causes.ofUserCode(cause));
        }
        DeadLetter letter = desk.write(step.name(), taskIndex, failed, records, Causes.ofUserCode(cause), replays);
        deadLetters.accept(letter, timestampOf(failed));
    }

    private static long timestampOf(FailedRecord failed) {
        return Math.max(EventTime.MIN_MILLIS, Math.min(EventTime.MAX_MILLIS, failed.timestampMillis()));
    }

    private static int recordsIn(@Nullable Object record, Throwable cause) {
        if (cause instanceof RecordsFailedException several) {
            return several.records();
        }
        return record instanceof Partial<?> partial ? partial.records() : 1;
    }
}
