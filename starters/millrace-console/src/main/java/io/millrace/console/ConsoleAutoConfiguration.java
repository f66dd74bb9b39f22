package io.millrace.console;

import io.millrace.control.ApplicationControl;
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
@EnableConfigurationProperties({ConsoleProperties.class, OAuth2Properties.class})
public final class ConsoleAutoConfiguration {

    private static final LibraryLog JETTY = new LibraryLog("org.eclipse.jetty", "org.eclipse.jetty.server.Server");

    @Bean
    ConsoleLifecycle millraceConsole(
            ConsoleProperties properties,
            OAuth2Properties oauth2,
            ApplicationControl control,
            Environment environment,
            ObjectProvider<LoggingSystem> logging) {
        return new ConsoleLifecycle(
                new ConsoleSetup(properties, oauth2),
                ConsoleHome.of(control, environment),
                control,
                () -> logging.ifAvailable(system -> JETTY.limit(system, LogLevel.WARN)));
    }
}
