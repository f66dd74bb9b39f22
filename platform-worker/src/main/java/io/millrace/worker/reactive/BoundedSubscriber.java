package io.millrace.worker.reactive;

import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/**
 * A subscriber that keeps at most {@value #PREFETCH} elements, and asks for more when three quarters are used up.
 *
 * <p><b>Thread.</b> The publisher calls from any thread; {@link #poll}, {@link #isEnded} and {@link #cancel} belong to
 * the task's thread, which is told by {@code onChange}.
 */
final class BoundedSubscriber<E> implements CoreSubscriber<E> {

    static final int PREFETCH = 256;
    private static final int REPLENISH = PREFETCH * 3 / 4;

    private final ArrayBlockingQueue<E> queue = new ArrayBlockingQueue<>(PREFETCH);
    private final Runnable onChange;
    private final Object lock = new Object();
    private @Nullable Subscription subscription; // guarded by lock
    private boolean isCancelled; // guarded by lock
    private volatile @Nullable Throwable error;
    private volatile boolean isDone;
    private int used; // by the task's thread

    BoundedSubscriber(Runnable onChange) {
        this.onChange = onChange;
    }

    void subscribeTo(Publisher<? extends E> publisher) {
        publisher.subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription offered) {
        boolean isRefused;
        synchronized (lock) {
            isRefused = isCancelled || subscription != null;
            if (!isRefused) {
                subscription = offered;
            }
        }
        if (isRefused) {
            offered.cancel();
        } else {
            offered.request(PREFETCH);
        }
    }

    @Override
    @SuppressWarnings("ConstantValue") // A publisher may break the rule that elements are not null.
    public void onNext(E element) {
        if (isDone) {
            return;
        }
        if (element == null) {
            violate("Publisher gave a null element; publishers must not emit null");
            throw new NullPointerException("element");
        }
        if (queue.offer(element)) {
            onChange.run();
        } else {
            violate("Publisher emitted more than was requested: prefetch=" + PREFETCH
                    + "; add an onBackpressure operator to it");
        }
    }

    private void violate(String message) {
        cancel();
        onError(new IllegalStateException(message));
    }

    @Override
    public void onError(Throwable cause) {
        if (!isDone) {
            error = cause;
            isDone = true;
            onChange.run();
        }
    }

    @Override
    public void onComplete() {
        isDone = true;
        onChange.run();
    }

    /** The next element, or null if none is there now. */
    @Nullable
    E poll() {
        E element = queue.poll();
        if (element != null && ++used == REPLENISH) {
            used = 0;
            Subscription current;
            synchronized (lock) {
                current = subscription;
            }
            if (current != null) {
                current.request(REPLENISH);
            }
        }
        return element;
    }

    boolean hasElement() {
        return !queue.isEmpty();
    }

    /**
     * Whether all elements were polled and the publisher has completed.
     *
     * @throws Exception the publisher's error, once all elements before it were polled
     */
    boolean isEnded() throws Exception {
        if (!isDone || !queue.isEmpty()) { // in this order: nothing is queued after isDone
            return false;
        }
        Throwable cause = error;
        if (cause instanceof Error fatal) {
            throw fatal;
        }
        if (cause instanceof Exception exception) {
            throw exception;
        }
        return true;
    }

    /** Whether the publisher has completed or failed; elements may be left. */
    boolean isDone() {
        return isDone;
    }

    void cancel() {
        Subscription current;
        synchronized (lock) {
            isCancelled = true;
            current = subscription;
        }
        if (current != null) {
            current.cancel();
        }
    }
}
