package io.millrace.time;

/**
 * A value with its event time, for sources whose values do not carry it themselves.
 *
 * @param value the value
 * @param timestampMillis event time in milliseconds since 1970-01-01T00:00Z
 * @param <T> the type of the value
 */
public record Timestamped<T>(T value, long timestampMillis) {}
