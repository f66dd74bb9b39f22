package io.millrace.examples.cluster;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many of something there are to be; how many make sense is judged later. */
final class CountOption implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String value) {
        if (!value.matches("\\d{1,4}")) {
            throw new TypeConversionException("give a whole number");
        }
        return Integer.valueOf(value);
    }
}
