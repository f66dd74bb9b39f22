package io.millrace.worker.task;

import io.millrace.status.Trouble;
import io.millrace.worker.exchange.Waker;
import io.millrace.worker.measure.TaskTimes;
import io.millrace.worker.snapshot.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One parallel instance of a stage.
 *
 * <p><b>Thread.</b> {@link #open}, {@link #call} and {@link #close} are called by one thread at a time; the thread may
 * change between calls. The requests, {@link #snapshot}, {@link #metrics} and {@link #userCodeIn} may
 * be called by any thread.
 */
public interface Task {

    /** Its name in checkpoints. */
    TaskId id();

    /** Name of the stage, for people. */
    String stageName();

    /** Number among the tasks of its stage, from 0. */
    int index();

    /** Whether user code in it may block, so that it needs a thread of its own. */
    boolean isBlocking();

    /** Names who is to be woken when there is work for this task again; called before the first call. */
    void wakeWith(Waker waker);

    /** Whether it does nothing but read a source, so that a call of it may be interrupted when it is to stop. */
    boolean isOnlySource();

    /**
     * Finds out whether the task can take back what it is to go on from, without reading it; before {@link #open}.
     *
     * @throws RestoreFailedException if it cannot
     */
    void checkRestore();

    /** Opens the operators. */
    void open();

    /**
     * Does a bounded amount of work without waiting for anything.
     *
     * @param nowNanos time of this call, for measuring
     * @param nowMillis time of this call, since 1970
     * @param nowMicros the same, in microseconds
     * @throws OperatorFailedException if user code failed
     */
    Progress call(long nowNanos, long nowMillis, long nowMicros);

    /** Does a bounded amount of work, where time is known in milliseconds only. */
    default Progress call(long nowNanos, long nowMillis) {
        return call(nowNanos, nowMillis, nowMillis * 1000);
    }

    /** Closes the operators; called once, after the last call. */
    void close();

    /**
     * Asks for a barrier: a source sends it, other tasks pass it on when it has come on all their inputs, and one that has
     * ended gives its snapshot at once. Of two that are asked for at once the source may send the greater alone.
     *
     * @param id greater than that of every barrier before
     * @param isLast whether sources read no further behind it
     */
    void requestBarrier(long id, boolean isLast);

    /** A barrier has come to nothing: inputs that wait for it go on, and what was frozen for it is released. */
    void abortBarrier(long id);

    /** The checkpoint of a barrier has been decided: operators may show what they have prepared for it, or for one before. */
    void completeCheckpoint(long id);

    /** Lets a task go that has ended and stays only for checkpoints. */
    void requestFinish();

    /** Asks a source to read no further; tasks behind it end when it has ended. */
    void requestStop();

    /** Asks a source to read no further, as if it had come to its end: windows behind it fire. */
    void requestDrain();

    /** Counters of the operators, as of the end of a recent call. */
    List<OperatorCounters.Snapshot> snapshot();

    /** How it spends its time; told by the thread that calls it. */
    TaskTimes times();

    /** What it has measured of itself until now; any thread. */
    TaskMetrics metrics(long nowNanos);

    /** What it has recorded since this was called last; any thread, but always the same, or one after the other. */
    TaskHistograms takeHistograms();

    /** What keeps it from its work; any thread. */
    List<Trouble> troubles();

    /** Most records that ever waited because the output was full. */
    long maxOverflow();

    /** The user code that a stack trace lies in, or null if there is none. */
    @Nullable
    UserCode userCodeIn(StackTraceElement[] stack);

    /** Names of the steps in it. */
    List<String> operatorNames();

    /**
     * A place in user code.
     *
     * @param operator name of the step
     * @param frame its innermost frame
     */
    record UserCode(String operator, StackTraceElement frame) {}

    /** What came of a call. */
    enum Progress {
        /** Something was done, and there may be more. */
        WORKED,
        /** Nothing was there; it has to be called again soon, because nobody will wake it. */
        POLL,
        /** Nothing was there; it will be woken. */
        WAIT,
        /** It has ended, and everything it sent has been handed over. */
        DONE
    }
}
