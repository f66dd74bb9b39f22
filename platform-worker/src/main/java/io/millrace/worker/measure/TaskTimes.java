package io.millrace.worker.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a task does with its time since it was given to a thread. Each nanosecond counts for one of four things: it was busy,
 * waited for room in its output, waited for its thread, or had nothing to do.
 *
 * <pre>
 *             startCall                          returned, nothing done
 *  waiting ──────────────▶ busy ────────────────────────────────────────▶ waiting (the call counts as a part of the wait)
 *     ▲                     │ returned, something done
 *     └──────endCall────────┘
 * </pre>
 *
 * <p>The thread reads its clock before each call, and that is the end of the call before too. So a call counts as busy until
 * the next one begins, and nothing reads a clock for this.
 *
 * <p><b>Thread.</b> {@link #schedule} comes first, from whoever gives the task away; then all belongs to the thread that
 * calls the task, but for {@link #read}, which any thread may call. A reader sees the numbers of one moment. Only if the
 * writer is held up for long in the middle of a change, it goes without that, and what it reads may be off by one span.
 */
public final class TaskTimes {

    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);

    private static final int VERSION = 0;
    private static final int SINCE = 1;
    private static final int PHASE = 2;
    private static final int SUMS = 3;

    private static final int UNSCHEDULED = 0;
    private static final int BUSY = 1;
    private static final int CREDIT = 2;
    private static final int THREAD = 3;
    private static final int IDLE = 4;

    private static final int TRIES = 1000;

    /** The version is odd while the others change. One line of a cache. */
    private final long[] cells = new long[SUMS + IDLE + 1];

    private int next = IDLE;
    private boolean isWork;

    /** What a task waits for between two calls. */
    public enum Waiting {
        /** Room in its output. */
        FOR_CREDIT(CREDIT),
        /** Its thread: it has more to do. */
        FOR_THREAD(THREAD),
        /** Input, or a time that has not come. */
        FOR_INPUT(IDLE);

        private final int phase;

        Waiting(int phase) {
            this.phase = phase;
        }
    }

    /** The task is given to a thread, and waits for it. */
    public void schedule(long nowNanos) {
        turn(THREAD, nowNanos);
    }

    /** A call begins. */
    public void startCall(long nowNanos) {
        isWork = false;
        turn(BUSY, nowNanos);
    }

    /** The call at hand counts as work, whatever comes of it. */
    public void countAsWork() {
        isWork = true;
    }

    /**
     * A call has returned.
     *
     * @param hasWorked whether something was done; otherwise the time of the call counts as time spent waiting
     * @param waiting what the task waits for from now on
     */
    public void returned(boolean hasWorked, Waiting waiting) {
        next = waiting.phase;
        if (!hasWorked && !isWork && cells[PHASE] == BUSY) {
            // One store, so a reader sees either.
            CELLS.setOpaque(cells, PHASE, (long) next);
        }
    }

    /** The call that has returned has ended by then. */
    public void endCall(long nowNanos) {
        if (cells[PHASE] == BUSY) {
            turn(next, nowNanos);
        }
    }

    /** All that was spent until now, with what goes on now; any thread. */
    public Spent read(long nowNanos) {
        for (int i = 0; i < TRIES; i++) {
            long before = (long) CELLS.getAcquire(cells, VERSION);
            Spent spent = copy(nowNanos);
            VarHandle.loadLoadFence();
            if ((before & 1) == 0 && before == (long) CELLS.getOpaque(cells, VERSION)) {
                return spent;
            }
        }
        return copy(nowNanos);
    }

    private Spent copy(long nowNanos) {
        int phase = (int) get(PHASE);
        long running = phase == UNSCHEDULED ? 0 : Math.max(0, nowNanos - get(SINCE));
        return new Spent(
                get(SUMS + BUSY) + (phase == BUSY ? running : 0),
                get(SUMS + CREDIT) + (phase == CREDIT ? running : 0),
                get(SUMS + THREAD) + (phase == THREAD ? running : 0),
                get(SUMS + IDLE) + (phase == IDLE ? running : 0));
    }

    private long get(int cell) {
        return (long) CELLS.getOpaque(cells, cell);
    }

    private void turn(int phase, long nowNanos) {
        int before = (int) cells[PHASE];
        long version = cells[VERSION];
        CELLS.setOpaque(cells, VERSION, version + 1);
        VarHandle.storeStoreFence();
        if (before != UNSCHEDULED) {
            CELLS.setOpaque(cells, SUMS + before, cells[SUMS + before] + nowNanos - cells[SINCE]);
        }
        CELLS.setOpaque(cells, SINCE, nowNanos);
        CELLS.setOpaque(cells, PHASE, (long) phase);
        CELLS.setRelease(cells, VERSION, version + 2);
    }

    /**
     * How a task has spent its time since it was given to a thread.
     *
     * <p>A call that goes on counts as busy. If nothing comes of it, as when a source waits for input in its reader, it counts
     * as idle once it has returned; so {@code busyNanos} may be a little less than it was before.
     *
     * @param busyNanos in calls in which something was done
     * @param creditNanos output was full
     * @param threadNanos there was more to do, but the thread called other tasks
     * @param idleNanos there was nothing to do
     */
    public record Spent(long busyNanos, long creditNanos, long threadNanos, long idleNanos) {

        /** All of it. */
        public long totalNanos() {
            return busyNanos + creditNanos + threadNanos + idleNanos;
        }
    }
}
