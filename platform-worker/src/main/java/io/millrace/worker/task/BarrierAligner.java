package io.millrace.worker.task;

/**
 * Decides, for a task with several inputs, when a barrier has come on all of them, and which inputs have to wait for the
 * others until then. An input that has ended counts as one on which every barrier has come. A newer barrier cancels the
 * alignment of an older one.
 *
 * <p>Without alignment no input waits: records behind a barrier are taken before it is complete, and are taken again
 * after a restore.
 *
 * <p><b>Thread.</b> Owned by the task.
 *
 * <p>Source of the scheme: P. Carbone et al., "Lightweight Asynchronous Snapshots for Distributed Dataflows", 2015,
 * arXiv:1506.08603.
 */
final class BarrierAligner {

    private final boolean isAligning;
    private final boolean[] hasArrived;
    private final boolean[] hasEnded;
    private int missing;
    private long id;
    private State state = State.NONE;

    BarrierAligner(int inputs, boolean isAligning) {
        this.isAligning = isAligning;
        this.hasArrived = new boolean[inputs];
        this.hasEnded = new boolean[inputs];
    }

    /** A barrier has come on an input. */
    void onBarrier(int input, long newId) {
        if (newId > id) {
            start(newId);
        }
        if (newId == id && state == State.WAITING && !hasArrived[input]) {
            hasArrived[input] = true;
            arrived();
        }
    }

    /** Nothing follows on an input any more. */
    void onEnd(int input) {
        if (hasEnded[input]) {
            return;
        }
        hasEnded[input] = true;
        if (state == State.WAITING && !hasArrived[input]) {
            arrived();
        }
    }

    /** Whether an input is ahead of the others, and has to wait for them. */
    boolean isHeldBack(int input) {
        return isAligning && state != State.NONE && hasArrived[input];
    }

    /** Whether the barrier has come on all inputs, and has not been taken. */
    boolean isComplete() {
        return state == State.COMPLETE;
    }

    /** Takes the complete barrier, and lets all inputs go on. */
    long take() {
        if (state != State.COMPLETE) {
            throw new IllegalStateException("Barrier is not complete: barrier=" + id + ", missing=" + missing);
        }
        state = State.NONE;
        return id;
    }

    /** A barrier has come to nothing, if it is the one that is awaited: all inputs go on. */
    void cancel(long cancelledId) {
        if (cancelledId >= id) {
            id = cancelledId;
            state = State.NONE;
        }
    }

    /** Whether the barrier has come on some inputs and is awaited on others. */
    boolean isWaiting() {
        return state == State.WAITING;
    }

    private void start(long newId) {
        id = newId;
        state = State.WAITING;
        missing = 0;
        for (int i = 0; i < hasArrived.length; i++) {
            hasArrived[i] = false;
            missing += hasEnded[i] ? 0 : 1;
        }
    }

    private void arrived() {
        if (--missing == 0) {
            state = State.COMPLETE;
        }
    }

    private enum State {
        /** No barrier is on its way, as far as this task knows. */
        NONE,
        /** It has come on some inputs. */
        WAITING,
        /** It has come on all inputs, and the task has still to pass it on. */
        COMPLETE
    }
}
