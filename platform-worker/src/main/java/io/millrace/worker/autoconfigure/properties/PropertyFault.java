package io.millrace.worker.autoconfigure.properties;

import org.jspecify.annotations.Nullable;

/**
 * A property that cannot stay as it is.
 *
 * @param property its name, as it was given
 * @param value its value, or null where the value does not matter
 * @param origin where it was given
 * @param reason what is wrong with it, and what to do
 */
record PropertyFault(String property, @Nullable Object value, String origin, String reason) {

    @Override
    public String toString() {
        return property + (value == null ? "" : "=" + value) + " (" + origin + "): " + reason;
    }
}
