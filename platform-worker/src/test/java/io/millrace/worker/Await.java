package io.millrace.worker;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other threads bring about. */
final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long POLL_NANOS = 1_000_000;

    private Await() {}

    /** Waits until a condition holds; fails with what is the case instead if that takes too long. */
    static void until(BooleanSupplier condition, Supplier<?> actual) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Condition does not come true: actual=" + actual.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
