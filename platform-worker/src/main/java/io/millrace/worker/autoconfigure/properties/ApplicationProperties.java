package io.millrace.worker.autoconfigure.properties;

import org.jspecify.annotations.Nullable;

/**
 * Properties of the application.
 *
 * @param name Name of the application. By default, the value of spring.application.name.
 */
public record ApplicationProperties(@Nullable String name) {}
