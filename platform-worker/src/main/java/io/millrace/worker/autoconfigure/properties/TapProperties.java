package io.millrace.worker.autoconfigure.properties;

import io.millrace.worker.tap.TapContent;
import io.millrace.worker.tap.TapSettings;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Properties of looks at records.
 *
 * @param content How much of records operators may see: nothing, their shape with letters and digits masked, or the whole.
 * @param maxChars Most characters of a record that are shown.
 */
public record TapProperties(
        @DefaultValue("shape") TapContent content,
        @DefaultValue("200") int maxChars) {

    private static final int LEAST = 10;
    private static final int MOST = 2_000;

    /** Checks the range. */
    public TapProperties {
        if (maxChars < LEAST || maxChars > MOST) {
            throw new InvalidConfigurationPropertyValueException(
                    MillraceProperties.PREFIX + ".tap.max-chars",
                    maxChars,
                    "Length is out of range: use " + LEAST + " to " + MOST);
        }
    }

    /** The same in the words of the engine. */
    public TapSettings settings() {
        return new TapSettings(content, maxChars);
    }
}
