package io.millrace.worker.remote;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Messages to one executor: those that cannot be sent now wait, in order, until there is a connection. How many can wait is
 * bounded by what is said of each task; beyond a limit nobody listens any more, and the executor counts as lost.
 *
 * <p><b>Thread.</b> Owned by the leader, or by the member.
 */
final class Outbox {

    private static final int MAX_WAITING = 1 << 16;

    private final Post post;
    private final int executor;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private boolean isOverfull;

    Outbox(Post post, int executor) {
        this.post = post;
        this.executor = executor;
    }

    void send(byte[] message) {
        if (!waiting.isEmpty() || !post.send(executor, message)) {
            if (waiting.size() == MAX_WAITING) {
                isOverfull = true;
                return;
            }
            waiting.addLast(message);
        }
    }

    /** Sends what waits, as far as that goes. */
    void flush() {
        while (!waiting.isEmpty() && post.send(executor, waiting.getFirst())) {
            waiting.removeFirst();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether messages were left out for want of room. */
    boolean isOverfull() {
        return isOverfull;
    }

    void clear() {
        waiting.clear();
        isOverfull = false;
    }
}
