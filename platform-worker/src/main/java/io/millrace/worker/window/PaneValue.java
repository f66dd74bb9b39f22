package io.millrace.worker.window;

import org.jspecify.annotations.Nullable;

/**
 * A pane, or a session, as checkpoints know it.
 *
 * @param accumulator what it has taken, or null if a discarding one has taken nothing since it fired
 * @param firings how often it has fired
 * @param recordsSinceFiring records that it has taken since
 * @param isQueuedEarly whether it is to fire before its end
 * @param <A> the type of the accumulator
 */
public record PaneValue<A>(@Nullable A accumulator, int firings, int recordsSinceFiring, boolean isQueuedEarly) {}
