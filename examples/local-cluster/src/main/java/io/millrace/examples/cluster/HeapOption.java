package io.millrace.examples.cluster;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the size of a heap, as {@code -Xmx} wants it; its complaint says what to give. */
final class HeapOption implements ITypeConverter<String> {

    @Override
    public String convert(String value) {
        if (!value.matches("[1-9]\\d{0,6}[mMgG]")) {
            throw new TypeConversionException("give a size, as in 256m or 2g");
        }
        return value;
    }
}
