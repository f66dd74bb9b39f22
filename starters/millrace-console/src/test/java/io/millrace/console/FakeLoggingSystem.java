package io.millrace.console;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Notes the levels that are set. */
final class FakeLoggingSystem extends LoggingSystem {

    final Map<String, LogLevel> levels;
    private final Set<LogLevel> supported = EnumSet.allOf(LogLevel.class);

    FakeLoggingSystem() {
        this(new TreeMap<>());
    }

    FakeLoggingSystem(Map<String, LogLevel> levels) {
        this.levels = levels;
    }

    FakeLoggingSystem without(LogLevel level) {
        supported.remove(level);
        return this;
    }

    @Override
    public void beforeInitialize() {}

    @Override
    public Set<LogLevel> getSupportedLogLevels() {
        return supported;
    }

    @Override
    public void setLogLevel(@Nullable String loggerName, @Nullable LogLevel level) {
        levels.put(String.valueOf(loggerName), level);
    }
}
