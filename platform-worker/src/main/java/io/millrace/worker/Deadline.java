package io.millrace.worker;

import io.millrace.worker.schedule.TaskThread;
import java.time.Duration;

/** How long several waits may take together. An interrupt ends them all, and is kept. */
final class Deadline {

    private final long endNanos;

    Deadline(Duration length) {
        this.endNanos = System.nanoTime() + length.toNanos();
    }

    long leftNanos() {
        return Thread.currentThread().isInterrupted() ? 0 : Math.max(0, endNanos - System.nanoTime());
    }

    void join(TaskThread thread) {
        try {
            if (!thread.join(Math.max(1, leftNanos() / 1_000_000))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
