package io.millrace.benchmark.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Time between two checkpoints on a command line, such as {@code 10s} or {@code 500ms}; {@code none} is zero. */
public final class Interval implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        if (text.equals("none")) {
            return Duration.ZERO;
        }
        if (!text.matches("[1-9][0-9]{0,5}(ms|s)")) {
            throw new TypeConversionException(
                    "not a length of time: value=" + text + "; use none, or one such as 10s or 500ms");
        }
        long number = Long.parseLong(text.replaceAll("[a-z]", ""));
        return text.endsWith("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number);
    }

    /** As one would write it. */
    public static String text(Duration interval) {
        if (interval.isZero()) {
            return "none";
        }
        return interval.toMillis() % 1_000 == 0 ? interval.toSeconds() + "s" : interval.toMillis() + "ms";
    }
}
