package io.millrace.worker.autoconfigure.properties;

import java.time.Duration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.DurationStyle;

/** Refuses values that are out of range, under the names of their properties. */
final class Ranges {

    private Ranges() {}

    static void require(String property, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new InvalidConfigurationPropertyValueException(
                    property, value, "Time is out of range: use " + text(min) + " to " + text(max));
        }
    }

    static void require(String property, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidConfigurationPropertyValueException(
                    property, value, "Number is out of range: use " + min + " to " + max);
        }
    }

    /** As one writes it in a property. */
    private static String text(Duration time) {
        long days = time.toDays();
        return days > 0 && Duration.ofDays(days).equals(time) ? days + "d" : DurationStyle.SIMPLE.print(time);
    }
}
