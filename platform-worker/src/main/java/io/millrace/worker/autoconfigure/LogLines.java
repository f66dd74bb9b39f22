package io.millrace.worker.autoconfigure;

import io.millrace.status.LogLine;
import java.util.List;
import org.springframework.util.ClassUtils;

/**
 * The latest lines of the log of this process.
 *
 * <p><b>Thread.</b> Any.
 */
interface LogLines extends AutoCloseable {

    /** For processes that keep none. */
    LogLines NONE = new LogLines() {

        @Override
        public List<LogLine> latest(int limit, LogLine.Level level) {
            throw new IllegalStateException("Member keeps no lines of its log, because it is none of Logback;"
                    + " look at it where it is written, or log with spring-boot-starter-logging");
        }

        @Override
        public void close() {}
    };

    /** Begins to keep the lines of the log; if that is none of Logback, nothing is kept. */
    static LogLines attach() {
        return ClassUtils.isPresent("ch.qos.logback.classic.LoggerContext", LogLines.class.getClassLoader())
                ? LogTail.attach()
                : NONE;
    }

    /**
     * The latest lines, the oldest first.
     *
     * @throws IllegalStateException if none are kept
     */
    List<LogLine> latest(int limit, LogLine.Level level);

    /** Keeps no more. */
    @Override
    void close();
}
