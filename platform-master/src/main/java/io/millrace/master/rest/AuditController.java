package io.millrace.master.rest;

import io.millrace.master.security.AuditEntry;
import io.millrace.master.security.AuditLog;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was done, and by whom. */
@RestController
@RequestMapping("/api/v1/audit")
public final class AuditController {

    private final AuditLog audit;

    /** Shows what a log holds. */
    public AuditController(AuditLog audit) {
        this.audit = audit;
    }

    /** The latest entries since this process has started, the newest last. */
    @GetMapping
    public AuditResource audit(@RequestParam(name = "limit", defaultValue = Limits.DEFAULT) String limit) {
        return new AuditResource(audit.latest(Limits.of(limit, AuditLog.MAX_ENTRIES)));
    }

    /**
     * Entries of the audit.
     *
     * @param entries the newest last
     */
    public record AuditResource(List<AuditEntry> entries) {}
}
