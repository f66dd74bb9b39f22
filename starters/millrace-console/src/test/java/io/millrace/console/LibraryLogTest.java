package io.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LogLevel;

class LibraryLogTest {

    private final FakeLoggingSystem logging = new FakeLoggingSystem();

    @Test
    void shouldLimitALibraryThatTheApplicationDoesNotHave() {
        new LibraryLog("com.acme", "com.acme.Library").limit(logging, LogLevel.WARN);
        assertThat(logging.levels).containsOnly(Map.entry("com.acme", LogLevel.WARN));
    }

    @Test
    void shouldLeaveALibraryOfTheApplicationAlone() {
        new LibraryLog("io.millrace", LibraryLog.class.getName()).limit(logging, LogLevel.WARN);
        assertThat(logging.levels).isEmpty();
    }

    @Test
    void shouldNotSetALevelThatTheLogDoesNotHave() {
        new LibraryLog("com.acme", "com.acme.Library").limit(logging.without(LogLevel.OFF), LogLevel.OFF);
        assertThat(logging.levels).isEmpty();
    }
}
