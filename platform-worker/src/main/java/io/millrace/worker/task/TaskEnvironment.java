package io.millrace.worker.task;

import io.millrace.worker.exchange.ExchangeSettings;
import java.util.function.LongSupplier;

/**
 * What tasks are given that is not of their topology.
 *
 * @param exchange sizes of channels
 * @param clockMillis processing time, for sources that ask for it
 * @param taps places to listen to results
 * @param checkpoints how tasks take part in checkpoints
 */
public record TaskEnvironment(
        ExchangeSettings exchange, LongSupplier clockMillis, Taps taps, Checkpoints checkpoints) {}
