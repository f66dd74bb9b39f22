package io.millrace.worker.net;

/**
 * Address, bounds and times of the connections of an executor.
 *
 * @param host name or address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param ioThreads threads that read and write all connections
 * @param maxUnopened connections from others that may be there without having shown that they know the secret
 * @param maxQueuedBytes bytes that may wait for one connection. Credit keeps them far below; it bounds what a member that
 *     grants more than it reads can make us hold
 * @param times how long things may take
 */
public record NetSettings(String host, int port, int ioThreads, int maxUnopened, long maxQueuedBytes, NetTimes times) {

    /** Loopback, a free port, one thread. */
    public static final NetSettings DEFAULTS = new NetSettings("127.0.0.1", 0, 1, 128, 256L << 20, NetTimes.DEFAULTS);

    private static final int MAX_PORT = 65_535;
    private static final int MAX_THREADS = 64;

    /** Checks the bounds. */
    public NetSettings {
        check(!host.isBlank(), "host", host);
        check(port >= 0 && port <= MAX_PORT, "port", port);
        check(ioThreads > 0 && ioThreads <= MAX_THREADS, "ioThreads", ioThreads);
        check(maxUnopened > 0, "maxUnopened", maxUnopened);
        check(maxQueuedBytes > 0, "maxQueuedBytes", maxQueuedBytes);
    }

    /** Another address. */
    public NetSettings withAddress(String newHost, int newPort) {
        return new NetSettings(newHost, newPort, ioThreads, maxUnopened, maxQueuedBytes, times);
    }

    /** Another number of threads. */
    public NetSettings withIoThreads(int threads) {
        return new NetSettings(host, port, threads, maxUnopened, maxQueuedBytes, times);
    }

    /** Other bounds. */
    public NetSettings withBounds(int unopened, long queuedBytes) {
        return new NetSettings(host, port, ioThreads, unopened, queuedBytes, times);
    }

    /** Other times. */
    public NetSettings withTimes(NetTimes newTimes) {
        return new NetSettings(host, port, ioThreads, maxUnopened, maxQueuedBytes, newTimes);
    }

    private static void check(boolean isRight, String name, Object value) {
        if (!isRight) {
            throw new IllegalArgumentException("Setting of the network is out of bounds: " + name + "=" + value);
        }
    }
}
