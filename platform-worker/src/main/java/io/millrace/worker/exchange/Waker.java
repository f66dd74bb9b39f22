package io.millrace.worker.exchange;

/** Wakes the thread of a task that may have gone to sleep for lack of work. Cheap if it is awake. */
@FunctionalInterface
public interface Waker {

    /** Wakes nobody, for tasks that are called without sleeping. */
    Waker NONE = () -> {};

    /** Makes sure that the task is called again; any thread. */
    void wake();
}
