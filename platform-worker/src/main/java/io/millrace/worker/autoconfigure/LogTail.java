package io.millrace.worker.autoconfigure;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.millrace.status.LogLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Keeps the latest lines of the log of this process. Can be loaded only where there is Logback; {@link LogLines#attach} asks first.
 *
 * <p><b>Thread.</b> Any.
 */
final class LogTail extends AppenderBase<ILoggingEvent> implements LogLines {

    private static final int KEPT = 2_000;
    private static final int MAX_CHARS = 2_000;

    /** An answer has to fit into a message of 1 MiB, in which a character may take three bytes. */
    private static final int MAX_CHARS_OF_ANSWER = 300_000;

    private final Deque<LogLine> lines = new ArrayDeque<>(); // guarded by itself

    private LogTail() {}

    /** Begins to keep the lines of the log, if Logback is what writes it. */
    static LogLines attach() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            LogTail tail = new LogTail();
            tail.setName("millrace-log-tail");
            tail.setContext(context);
            tail.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(tail);
            return tail;
        }
        return LogLines.NONE;
    }

    @Override
    protected void append(ILoggingEvent event) {
        LogLine line = new LogLine(
                event.getTimeStamp(),
                LogLine.Level.valueOf(event.getLevel().toString()),
                event.getLoggerName(),
                event.getThreadName(),
                message(event));
        synchronized (lines) {
            if (lines.size() == KEPT) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }
    }

    private static String message(ILoggingEvent event) {
        String message = String.valueOf(event.getFormattedMessage());
        String whole = event.getThrowableProxy() == null
                ? message
                : message + "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
        return whole.length() <= MAX_CHARS ? whole : whole.substring(0, MAX_CHARS - 1) + "…";
    }

    @Override
    public List<LogLine> latest(int limit, LogLine.Level level) {
        List<LogLine> latest = new ArrayList<>();
        int chars = 0;
        synchronized (lines) {
            Iterator<LogLine> newestFirst = lines.descendingIterator();
            while (newestFirst.hasNext() && latest.size() < limit && chars < MAX_CHARS_OF_ANSWER) {
                LogLine line = newestFirst.next();
                if (line.level().compareTo(level) >= 0) {
                    latest.add(line);
                    chars += line.message().length()
                            + line.logger().length()
                            + line.thread().length();
                }
            }
        }
        Collections.reverse(latest);
        return latest;
    }

    @Override
    public void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
        }
        stop();
    }
}
