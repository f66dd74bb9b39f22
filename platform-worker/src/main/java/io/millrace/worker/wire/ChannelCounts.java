package io.millrace.worker.wire;

import io.millrace.worker.exchange.ChannelAddress;

/**
 * What has gone through a channel between processes, seen from one end.
 *
 * @param topology name of the topology
 * @param address its place in the topology
 * @param executor number of the executor at the other end
 * @param isInbound whether we have the consumer's end
 * @param frames frames of data
 * @param bytes bytes of these frames, with their headers
 * @param records records in them
 * @param creditWaits how many times the producer had to wait for credit; 0 at the consumer's end
 * @param queuedBytes charge of what has arrived and is not consumed; 0 at the producer's end
 * @param windowBytes credit that the consumer gives at present; 0 at the producer's end
 */
public record ChannelCounts(
        String topology,
        ChannelAddress address,
        int executor,
        boolean isInbound,
        long frames,
        long bytes,
        long records,
        long creditWaits,
        long queuedBytes,
        long windowBytes) {}
