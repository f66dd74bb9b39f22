package io.millrace.worker.exchange;

/**
 * Sizes of channels.
 *
 * @param batchSize records in a batch
 * @param channelBatches batches that a channel holds
 * @param maxBatchAgeNanos age at which a batch is handed over although it is not full
 */
public record ExchangeSettings(int batchSize, int channelBatches, long maxBatchAgeNanos) {}
