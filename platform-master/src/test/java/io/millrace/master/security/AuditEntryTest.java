package io.millrace.master.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditEntryTest {

    @Test
    void shouldLetNobodyForgeALine() {
        AuditEntry entry = entry("ada\r\nuser=\"eve\"\\ status=200\u2028\u202e\u0000\u001b[2J", "/a\nb");

        assertThat(entry.user()).isEqualTo("ada??user=?eve?? status=200????[2J");
        assertThat(entry.path()).isEqualTo("/a?b");
    }

    @Test
    void shouldKeepNamesInOtherScripts() {
        assertThat(entry("Žofie Müller 李", "/").user()).isEqualTo("Žofie Müller 李");
    }

    @Test
    void shouldBeBounded() {
        assertThat(entry("a".repeat(10_000), "/" + "b".repeat(10_000)).path()).hasSize(259);
    }

    @Test
    void shouldKeepTheLatestOnly() {
        AuditLog audit = new AuditLog();
        for (int i = 0; i < AuditLog.MAX_ENTRIES + 5; i++) {
            audit.add(entry("user" + i, "/"));
        }

        List<AuditEntry> latest = audit.latest(Integer.MAX_VALUE);

        assertThat(latest).hasSize(AuditLog.MAX_ENTRIES);
        assertThat(latest.get(0).user()).isEqualTo("user5");
        assertThat(audit.latest(1)).extracting(AuditEntry::user).containsExactly("user1004");
        assertThat(audit.latest(0)).isEmpty();
    }

    private static AuditEntry entry(String user, String path) {
        return new AuditEntry(Instant.EPOCH, user, "127.0.0.1", "POST", path, 200);
    }
}
