package io.millrace.worker.state;

/**
 * Where the keyed state of the tasks of one topology lies.
 *
 * <p><b>Thread.</b> Any.
 */
@FunctionalInterface
public interface StateBackend {

    /** On the heap. */
    StateBackend HEAP = task -> TaskTables.HEAP;

    /** An empty place for a task; the same name may come again when a task is started anew. */
    TaskTables task(String name);
}
