package io.millrace.cli.api;

import java.time.Duration;
import java.time.Instant;

/** Clock and patience of the command line; others in tests. */
public interface Time {

    /** What time it is. */
    Instant now();

    /** Nanoseconds since some moment. */
    long nanos();

    /** Waits. */
    void sleep(Duration wait) throws InterruptedException;

    /** That of this machine. */
    static Time system() {
        return new Time() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration wait) throws InterruptedException {
                Thread.sleep(wait.toMillis());
            }
        };
    }
}
