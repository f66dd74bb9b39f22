package io.millrace.worker.task;

/**
 * How the tasks of a topology treat barriers.
 *
 * @param isAligning whether an input that is ahead waits for the others, so that a cut holds each record once
 * @param listener hears of every barrier that a task passes on
 */
public record Barriers(boolean isAligning, Listener listener) {

    /** Nobody asks for barriers. */
    public static final Barriers NONE = new Barriers(true, (stage, task, id) -> {});

    /** Hears of barriers. */
    @FunctionalInterface
    public interface Listener {

        /**
         * A task has taken everything before a barrier and nothing behind it, and holds nothing in flight; it sends the
         * barrier on when this returns.
         *
         * <p><b>Thread.</b> Called by the thread that calls the task.
         *
         * @param stage name of the stage
         * @param task number among the tasks of its stage
         * @param id the barrier
         */
        void onCut(String stage, int task, long id);
    }
}
