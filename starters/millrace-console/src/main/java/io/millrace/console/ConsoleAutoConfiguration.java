package io.millrace.console;

import io.millrace.control.ApplicationControl;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Gives an application that runs topologies its console. Defines beans of its own types only. */
@AutoConfiguration(afterName = "io.millrace.worker.autoconfigure.MillraceAutoConfiguration")
@ConditionalOnBean(ApplicationControl.class)
@ConditionalOnBooleanProperty(name = "millrace.console.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ConsoleProperties.class)
public final class ConsoleAutoConfiguration {

    private static final LibraryLog JETTY = new LibraryLog("org.eclipse.jetty", "org.eclipse.jetty.server.Server");

    @Bean
    ConsoleLifecycle millraceConsole(
            ConsoleProperties properties,
            ApplicationControl control,
            Environment environment,
            ObjectProvider<LoggingSystem> logging) {
        String dataDir = environment.getProperty("millrace.data-dir", "./.millrace/" + folderName(control));
        return new ConsoleLifecycle(
                properties,
                Path.of(dataDir),
                control,
                () -> logging.ifAvailable(system -> JETTY.limit(system, LogLevel.WARN)));
    }

    /** The name of the application, as far as it can stand in a path. */
    private static String folderName(ApplicationControl control) {
        return control.application().replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_");
    }
}
