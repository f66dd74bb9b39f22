package io.millrace.master.security;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was done, and by whom: the latest entries in memory, and all of them in the log, under a name of their own.
 *
 * <p><b>Thread.</b> Any.
 */
public final class AuditLog {

    /** How many entries are kept in memory. */
    public static final int MAX_ENTRIES = 1000;

    private static final Logger log = LoggerFactory.getLogger("millrace.audit");

    private final Deque<AuditEntry> latest = new ArrayDeque<>();

    /** The latest entries, the newest last. */
    public synchronized List<AuditEntry> latest(int limit) {
        List<AuditEntry> entries = new ArrayList<>(latest);
        return List.copyOf(entries.subList(Math.max(0, entries.size() - limit), entries.size()));
    }

    void add(AuditEntry entry) {
        log.info(
                "user=\"{}\" address={} method={} path=\"{}\" status={}",
                entry.user(),
                entry.address(),
                entry.method(),
                entry.path(),
                entry.status() == null ? "-" : entry.status());
        synchronized (this) {
            if (latest.size() == MAX_ENTRIES) {
                latest.removeFirst();
            }
            latest.addLast(entry);
        }
    }
}
