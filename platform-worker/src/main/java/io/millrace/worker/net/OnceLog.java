package io.millrace.worker.net;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Warns once for each subject and reason, however often it happens: whoever can connect to us must not be able to fill the
 * log. Remembers the latest of them only.
 *
 * <p><b>Thread.</b> Any.
 */
final class OnceLog {

    static final int REMEMBERED = 256;

    private static final int MAX_REASON = 512;

    private final Consumer<String> log;
    private final Map<String, Boolean> known = new Known(); // guarded by this

    OnceLog(Consumer<String> log) {
        this.log = log;
    }

    /** Warns, if it has not lately; the subject ends with the name of the reason. */
    void warn(String subject, String reason) {
        String text = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) + "…" : reason;
        String line = subject + "=" + text;
        if (isNew(line)) {
            log.accept(line);
        }
    }

    private synchronized boolean isNew(String line) {
        return known.put(line, Boolean.TRUE) == null;
    }

    private static final class Known extends LinkedHashMap<String, Boolean> {

        private static final long serialVersionUID = 1L;

        Known() {
            super(REMEMBERED, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }
}
