package io.millrace.worker.task;

import java.util.ArrayList;
import java.util.List;

/**
 * Until when tasks may write whose effects nobody can fence: those of sinks that overwrite. While it is not held, they are not
 * called, and their records wait. One that is taken on again in time has only paused.
 *
 * <p>A call that has begun is not stopped; whoever takes the place of the tasks waits a margin beyond the end.
 *
 * <p><b>Thread.</b> Any; one at a time extends it or ends it.
 */
public final class Lease {

    /** One that is always held: where no other process can take the place of the tasks. */
    public static final Lease ENDLESS = new Lease(true);

    private final boolean isEndless;

    /** Replaced by another list whenever it changes. */
    private volatile List<Runnable> wakers = List.of();

    private volatile boolean isBegun;
    private volatile long endNanos;

    private Lease(boolean isEndless) {
        this.isEndless = isEndless;
    }

    /** Makes one that is not held yet. */
    public static Lease notHeld() {
        return new Lease(false);
    }

    /** Whether tasks may write at a time of the clock that {@link Task#call} is told. */
    public boolean isHeld(long nowNanos) {
        return isEndless || (isBegun && nowNanos - endNanos < 0);
    }

    /** Is held until then, on the same clock; wakes the tasks. Never shortens it. */
    public void extendTo(long untilNanos) {
        if (!isBegun || untilNanos - endNanos > 0) {
            endNanos = untilNanos;
            isBegun = true;
        }
        wakers.forEach(Runnable::run);
    }

    /** Is held no longer, whatever was said before. */
    public void end() {
        isBegun = false;
    }

    /** Has a task woken whenever the lease goes on. */
    synchronized void onExtended(Runnable waker) {
        if (!isEndless) {
            List<Runnable> more = new ArrayList<>(wakers);
            more.add(waker);
            wakers = List.copyOf(more);
        }
    }

    /** The task is no more. */
    synchronized void forget(Runnable waker) {
        if (!isEndless) {
            List<Runnable> fewer = new ArrayList<>(wakers);
            fewer.remove(waker);
            wakers = List.copyOf(fewer);
        }
    }
}
