package io.millrace.worker.autoconfigure;

import io.millrace.deadletter.DeadLettered;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes dead letters on a thread of its own, apart from changes of state, which a flood of letters must not hold up.
 * Letters that listeners do not keep up with are not published; they are counted and kept all the same.
 *
 * <p><b>Thread.</b> The engine's threads put letters in, which never blocks; one thread takes them out.
 */
final class DeadLetterEvents {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterEvents.class);

    private static final String THREAD = "millrace-dead-letters";
    private static final int CAPACITY = 1024;

    /** Empty stands for the end. */
    private final BlockingQueue<Optional<DeadLettered>> letters = new ArrayBlockingQueue<>(CAPACITY);

    private final Consumer<? super DeadLettered> listener;
    private final AtomicBoolean isBehind = new AtomicBoolean();

    DeadLetterEvents(Consumer<? super DeadLettered> listener) {
        this.listener = listener;
    }

    void onDeadLetter(DeadLettered letter) {
        if (!letters.offer(Optional.of(letter)) && isBehind.compareAndSet(false, true)) {
            log.warn(
                    "Dead letters are not published, because listeners do not keep up: topology={}, operator={};"
                            + " read them with deadLetters() or from the side output, which loses none",
                    letter.topology(),
                    letter.letter().operator());
        }
    }

    /** Publishes what has come and comes. */
    void start() {
        Daemons.start(THREAD, this::publishAll);
    }

    /** Lets the thread end when it has published what has come. */
    void end() {
        while (!letters.offer(Optional.empty())) {
            letters.poll();
        }
    }

    private void publishAll() {
        try {
            for (Optional<DeadLettered> letter = letters.take(); letter.isPresent(); letter = letters.take()) {
                publish(letter.get());
            }
        } catch (InterruptedException e) {
            log.debug("Publishing dead letters was interrupted", e);
        }
    }

    private void publish(DeadLettered letter) {
        try {
            listener.accept(letter);
        } catch (RuntimeException | Error e) {
            log.warn("Listener of a dead letter has failed: topology={}", letter.topology(), e);
        }
    }
}
