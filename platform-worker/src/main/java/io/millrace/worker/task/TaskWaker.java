package io.millrace.worker.task;

import io.millrace.worker.exchange.Waker;

/** Wakes whoever calls a task; stands in for it while the channels are built and it has no thread yet. */
final class TaskWaker implements Waker {

    private volatile Waker target = Waker.NONE;

    void wakeWith(Waker waker) {
        target = waker;
    }

    @Override
    public void wake() {
        target.wake();
    }
}
