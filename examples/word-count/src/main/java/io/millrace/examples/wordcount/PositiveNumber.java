package io.millrace.examples.wordcount;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number from 1 on; its complaint says what to give. */
public final class PositiveNumber implements ITypeConverter<Integer> {

    private static final int MAX = 1_000_000_000;

    @Override
    public Integer convert(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= MAX) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same complaint.
        }
        throw new TypeConversionException("give a whole number from 1 to " + MAX);
    }
}
