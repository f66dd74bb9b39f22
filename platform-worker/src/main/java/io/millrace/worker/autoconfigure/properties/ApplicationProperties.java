package io.millrace.worker.autoconfigure.properties;

import org.jspecify.annotations.Nullable;

/**
 * Properties of the application.
 *
 * @param name Name of the application. By default, the value of spring.application.name.
 * @param version Version of the application. By default, that of its build and a sum over its jar.
 */
public record ApplicationProperties(
        @Nullable String name, @Nullable String version) {}
