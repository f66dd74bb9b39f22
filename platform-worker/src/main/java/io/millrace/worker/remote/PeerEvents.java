package io.millrace.worker.remote;

import io.millrace.worker.exchange.ChannelAddress;
import java.util.List;

/**
 * Hears what happens to the connections to other executors.
 *
 * <p><b>Thread.</b> Any; does not block.
 */
public interface PeerEvents {

    /** There is a connection to an executor, over which messages go. */
    void onConnected(int executor);

    /** There is none any more. It may come back, with nothing lost. */
    void onDisconnected(int executor, String reason);

    /**
     * Something on the way to or from an executor was lost.
     *
     * @param channels the channels of this topology that it concerns
     * @param messagesLost whether messages were lost too; then nothing is known of the executor any more
     */
    void onLost(int executor, List<ChannelAddress> channels, boolean messagesLost, String reason);

    /** A message of this topology has come. */
    void onMessage(int executor, Message message);
}
