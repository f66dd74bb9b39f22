package io.millrace.worker.schedule;

import java.time.Instant;

/** The time that threads hand to their tasks. */
public interface Clock {

    /** The clock of this process. */
    Clock SYSTEM = new Clock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long millis() {
            return System.currentTimeMillis();
        }

        @Override
        public long micros() {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        }
    };

    /** Time for measuring, from any origin. */
    long nanos();

    /** Milliseconds since 1970-01-01T00:00Z. */
    long millis();

    /** Microseconds since 1970-01-01T00:00Z, as exactly as they are known. */
    default long micros() {
        return millis() * 1000;
    }
}
