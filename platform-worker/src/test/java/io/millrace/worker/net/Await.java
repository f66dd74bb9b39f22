package io.millrace.worker.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition. */
final class Await {

    private static final int PATIENCE_SECONDS = 30;

    private Await() {}

    static void until(String what, BooleanSupplier isSo) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime() - deadlineNanos)
                    .as("%s within %d s", what, PATIENCE_SECONDS)
                    .isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }
}
