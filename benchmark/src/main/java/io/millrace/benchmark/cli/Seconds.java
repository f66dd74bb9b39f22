package io.millrace.benchmark.cli;

import java.math.BigDecimal;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Length of time of a command line, in seconds, fractions allowed. */
public class Seconds implements ITypeConverter<Duration> {

    private static final Duration MAX = Duration.ofDays(1);

    private final long unitMillis;

    /** For picocli. */
    public Seconds() {
        this(1_000);
    }

    Seconds(long unitMillis) {
        this.unitMillis = unitMillis;
    }

    @Override
    public final Duration convert(String text) {
        Duration length = parse(text);
        if (length.compareTo(Duration.ZERO) <= 0 || length.compareTo(MAX) > 0) {
            throw new TypeConversionException(
                    "out of range: value=" + text + "; use more than 0 and at most " + MAX.toMillis() / unitMillis);
        }
        return length;
    }

    private Duration parse(String text) {
        try {
            return Duration.ofMillis(new BigDecimal(text)
                    .multiply(BigDecimal.valueOf(unitMillis))
                    .longValue());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("not a number: value=" + text + "; use one such as 30 or 0.5");
        }
    }
}
