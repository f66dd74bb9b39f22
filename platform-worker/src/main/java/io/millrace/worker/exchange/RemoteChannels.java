package io.millrace.worker.exchange;

/**
 * Makes the ends of the channels of one start of a region whose other ends are in other processes.
 *
 * <p><b>Thread.</b> Called by whoever builds the tasks, one at a time; {@link #close} by any.
 */
public interface RemoteChannels extends AutoCloseable {

    /**
     * Makes the producer's end of a channel.
     *
     * @param toExecutor number of the executor that has the other end
     * @param producer wakes the task when the channel takes more
     */
    Outlet outlet(ChannelAddress address, int toExecutor, Waker producer);

    /**
     * Makes the consumer's end of a channel.
     *
     * @param fromExecutor number of the executor that has the other end
     * @param consumer wakes the task when something has come
     */
    Inlet inlet(ChannelAddress address, int fromExecutor, Waker consumer);

    /** Forgets the channels and what waits in them: outlets are full and inlets empty from now on. May be called again. */
    @Override
    void close();
}
