package io.millrace.worker.wire;

import io.millrace.worker.exchange.ChannelAddress;

/**
 * A channel on which frames were lost.
 *
 * @param topology name of the topology
 * @param address its place in the topology
 * @param isInbound whether we have the consumer's end
 * @param sentFrames frames that were sent, or -1 if that is not known because the sender is gone
 * @param receivedFrames frames that have arrived, or -1 if that is not known because the receiver is gone
 */
public record LostChannel(
        String topology, ChannelAddress address, boolean isInbound, long sentFrames, long receivedFrames) {}
