package io.millrace.worker.state;

/**
 * Processing time of the call at hand, read by others and told here.
 *
 * <p><b>Thread.</b> Owned by one task.
 */
final class CallTime {

    private long millis;

    void millis(long newMillis) {
        millis = newMillis;
    }

    long millis() {
        return millis;
    }
}
