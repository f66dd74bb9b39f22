package io.millrace.worker.reactive;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The records of a task as a publisher for one subscriber, with its demand.
 *
 * <p><b>Thread.</b> {@link #offer} and {@link #complete} belong to the task's thread; demand and cancellation come from
 * any thread and call {@code onChange}.
 */
final class FluxInput implements Publisher<Object>, Subscription {

    private final Runnable onChange;
    private final Object lock = new Object();
    private @Nullable Subscriber<? super Object> subscriber; // guarded by lock
    private long requested; // guarded by lock
    private boolean isCancelled; // guarded by lock
    private boolean isComplete; // by the task's thread

    FluxInput(Runnable onChange) {
        this.onChange = onChange;
    }

    @Override
    public void subscribe(Subscriber<? super Object> offered) {
        synchronized (lock) {
            if (subscriber != null) {
                throw new IllegalStateException("Input was subscribed to twice; share it, as with Flux.publish");
            }
            subscriber = offered;
        }
        offered.onSubscribe(this);
        onChange.run();
    }

    @Override
    public void request(long count) {
        synchronized (lock) {
            requested = count > Long.MAX_VALUE - requested ? Long.MAX_VALUE : requested + count;
        }
        onChange.run();
    }

    @Override
    public void cancel() {
        synchronized (lock) {
            isCancelled = true;
        }
        onChange.run();
    }

    boolean isCancelled() {
        synchronized (lock) {
            return isCancelled;
        }
    }

    /** Gives the value to the subscriber; false if it has not asked for one. */
    boolean offer(Object value) {
        Subscriber<? super Object> current;
        synchronized (lock) {
            current = subscriber;
            if (current == null || requested == 0) {
                return false;
            }
            if (requested != Long.MAX_VALUE) {
                requested--;
            }
        }
        current.onNext(value);
        return true;
    }

    /** Completes the subscriber once; later calls do nothing. Without a subscriber nothing is to be done yet. */
    void complete() {
        Subscriber<? super Object> current;
        synchronized (lock) {
            current = isCancelled ? null : subscriber;
        }
        if (current != null && !isComplete) {
            isComplete = true;
            current.onComplete();
        }
    }
}
