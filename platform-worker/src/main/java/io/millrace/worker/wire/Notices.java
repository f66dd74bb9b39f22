package io.millrace.worker.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the listener is still to be told. Gathered while a lock is held, told when it is not.
 *
 * <p><b>Thread.</b> Owned by whoever gathers.
 */
final class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final Deque<Consumer<WireListener>> waiting = new ArrayDeque<>();

    void add(Consumer<WireListener> notice) {
        waiting.addLast(notice);
    }

    /** Tells all; a listener that throws is not to break a connection. */
    void tell(WireListener listener) {
        while (true) {
            Consumer<WireListener> notice = waiting.pollFirst();
            if (notice == null) {
                return;
            }
            try {
                notice.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("Listener of the wire has thrown", e);
            }
        }
    }
}
