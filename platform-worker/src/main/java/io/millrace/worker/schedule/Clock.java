package io.millrace.worker.schedule;

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
    };

    /** Time for measuring, from any origin. */
    long nanos();

    /** Milliseconds since 1970-01-01T00:00Z. */
    long millis();
}
