package io.millrace.worker.wire;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What both sides do when an attempt is refused. */
final class Refusals {

    static final int MAX_TEXT_BYTES = 4 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    static void tell(int executor, ErrorCode code, String text, Notices notices) {
        if (code == ErrorCode.ATTEMPT_OVER) {
            LOG.debug("Attempt is over: executor={}, reason={}", executor, text);
            return;
        }
        LOG.warn("Attempt refused: executor={}, code={}, reason={}", executor, code, text);
        notices.add(listener -> listener.onRefused(executor, text));
    }
}
