package io.millrace.worker.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnceLogTest {

    private final List<String> lines = new ArrayList<>();
    private final OnceLog log = new OnceLog(lines::add);

    @Test
    void shouldWarnOnceForEachSubjectAndReason() {
        for (int i = 0; i < 1_000; i++) {
            log.warn("Refused: from=a, reason", "secret");
            log.warn("Refused: from=b, reason", "secret");
            log.warn("Refused: from=b, reason", "version");
        }

        assertThat(lines)
                .containsExactly(
                        "Refused: from=a, reason=secret",
                        "Refused: from=b, reason=secret",
                        "Refused: from=b, reason=version");
    }

    @Test
    void shouldForgetTheOldestOnly() {
        log.warn("old, reason", "x");
        for (int i = 0; i < OnceLog.REMEMBERED; i++) {
            log.warn("other " + i, "x");
        }
        log.warn("other 0", "x");
        log.warn("old, reason", "x");

        assertThat(lines).hasSize(OnceLog.REMEMBERED + 2).endsWith("old, reason=x");
    }

    @Test
    void shouldCutLongReasons() {
        log.warn("a", "x".repeat(100_000));

        assertThat(lines).singleElement().satisfies(line -> assertThat(line).hasSizeLessThan(600));
    }
}
