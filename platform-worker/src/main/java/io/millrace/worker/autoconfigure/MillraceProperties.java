package io.millrace.worker.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of Millrace as a whole.
 *
 * @param enabled Whether Millrace takes part in the application at all.
 * @param autostart Whether topologies start with the application context.
 */
@ConfigurationProperties("millrace")
record MillraceProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("true") boolean autostart) {}
