package io.millrace.worker.net;

/**
 * How long things of the network may take.
 *
 * @param connectMillis time to resolve a name, and again to connect
 * @param firstPauseMillis pause after the first failed attempt to connect; it doubles with each further one
 * @param maxPauseMillis longest pause
 * @param refusedPauseMillis pause after the other side has refused us, or we it
 * @param lingerMillis time in which a connection that we close may still write what was sent before
 */
public record NetTimes(
        long connectMillis, long firstPauseMillis, long maxPauseMillis, long refusedPauseMillis, long lingerMillis) {

    /** What fits most. */
    public static final NetTimes DEFAULTS = new NetTimes(5_000, 50, 5_000, 10_000, 1_000);

    /** Checks that none is missing. */
    public NetTimes {
        check(connectMillis > 0, "connectMillis", connectMillis);
        check(firstPauseMillis > 0, "firstPauseMillis", firstPauseMillis);
        check(maxPauseMillis >= firstPauseMillis, "maxPauseMillis", maxPauseMillis);
        check(refusedPauseMillis > 0, "refusedPauseMillis", refusedPauseMillis);
        check(lingerMillis > 0, "lingerMillis", lingerMillis);
    }

    private static void check(boolean isRight, String name, long value) {
        if (!isRight) {
            throw new IllegalArgumentException("Time of the network is out of bounds: " + name + "=" + value);
        }
    }
}
