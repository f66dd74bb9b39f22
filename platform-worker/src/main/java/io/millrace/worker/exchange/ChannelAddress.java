package io.millrace.worker.exchange;

/**
 * Names a channel among all channels of a topology, in the same way in every process.
 *
 * @param attempt number of the start that it belongs to
 * @param exchange number of the exchange in the plan
 * @param from number of the sending task in its stage
 * @param to number of the receiving task in its stage
 */
public record ChannelAddress(long attempt, int exchange, int from, int to) {

    @Override
    public String toString() {
        return "attempt " + attempt + ", exchange " + exchange + ", " + from + " → " + to;
    }
}
