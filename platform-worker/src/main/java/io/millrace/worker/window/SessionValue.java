package io.millrace.worker.window;

/**
 * A session as checkpoints know it, beside its key and its start.
 *
 * @param endMillis end of the session
 * @param pane what it holds
 * @param <A> the type of the accumulator
 */
public record SessionValue<A>(long endMillis, PaneValue<A> pane) {}
