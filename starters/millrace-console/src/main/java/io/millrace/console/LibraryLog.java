package io.millrace.console;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.ClassUtils;

/**
 * What a library that the application does not know writes into the log of the application.
 *
 * @param logger begins the names of its loggers
 * @param className a class of the library
 */
record LibraryLog(String logger, String className) {

    /** Where the application has no such library of its own, ours is the only one who speaks under its name. */
    void limit(LoggingSystem logging, LogLevel level) {
        boolean isOurs = !ClassUtils.isPresent(className, logging.getClass().getClassLoader());
        if (isOurs && logging.getSupportedLogLevels().contains(level)) {
            logging.setLogLevel(logger, level);
        }
    }
}
