package io.millrace.worker.task;

import io.millrace.worker.exchange.ExchangeSettings;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What tasks are given that is not of their topology.
 *
 * @param exchange sizes of channels
 * @param clockMillis processing time, for sources that ask for it
 * @param taps places to listen to results
 * @param checkpoints how tasks take part in checkpoints
 * @param clockNanos reads the clock that calls are told, for what is measured within a call; null if calls take no time, as
 *     in simulations
 */
public record TaskEnvironment(
        ExchangeSettings exchange,
        LongSupplier clockMillis,
        Taps taps,
        Checkpoints checkpoints,
        @Nullable LongSupplier clockNanos) {

    /** Where calls take no time. */
    public TaskEnvironment(ExchangeSettings exchange, LongSupplier clockMillis, Taps taps, Checkpoints checkpoints) {
        this(exchange, clockMillis, taps, checkpoints, null);
    }
}
