package io.millrace.benchmark.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whole number of a command line, within bounds; underscores may group its digits. */
abstract class BoundedNumber implements ITypeConverter<Long> {

    private final long min;
    private final long max;

    BoundedNumber(long min, long max) {
        this.min = min;
        this.max = max;
    }

    @Override
    public final Long convert(String text) {
        long number;
        try {
            number = Long.parseLong(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new TypeConversionException("not a whole number: value=" + text + "; " + remedy());
        }
        if (number < min || number > max) {
            throw new TypeConversionException("out of range: value=" + text + "; " + remedy());
        }
        return number;
    }

    private String remedy() {
        return "use " + min + " to " + max;
    }
}
